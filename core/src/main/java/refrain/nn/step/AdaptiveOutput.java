package refrain.nn.step;

import java.util.List;
import java.util.Objects;
import refrain.kernel.Kernels;
import refrain.kernel.team.Team;
import refrain.nn.weights.OutputWeights;

/// An adaptive softmax: what is asked of frequent tokens alone costs its head alone.
final class AdaptiveOutput implements StepOutput {
    private final SoftmaxOutput head;
    private final TailOutput[] tails;
    private final int shortlist;
    private final int vocabulary;

    AdaptiveOutput(Kernels kernels, OutputWeights weights, StepPanels panels, int slots, Team team) {
        head = new SoftmaxOutput(kernels, weights, panels, slots, team);
        List<OutputWeights.Tail> clusters = weights.tails();
        tails = new TailOutput[clusters.size()];
        for (int i = 0; i < tails.length; i++) {
            tails[i] = new TailOutput(kernels, clusters.get(i), panels.tails.get(i), slots, team);
        }
        shortlist = clusters.getFirst().first();
        OutputWeights.Tail last = clusters.getLast();
        vocabulary = last.first() + last.tokens().w.rows();
    }

    @Override
    public void read(float[] output, int start, int[] slots, int count) {
        head.read(output, start, slots, count);
        for (TailOutput tail : tails) {
            tail.forget(slots, count);
        }
    }

    @Override
    public void logProbabilities(int slot, float[] out) {
        head.logProbabilities(slot, out);
        for (int i = 0; i < tails.length; i++) {
            tails[i].logProbabilities(slot, head.logProbability(slot, shortlist + i), head.top(), out);
        }
    }

    @Override
    public float logProbability(int slot, int token) {
        Objects.checkIndex(token, vocabulary);
        int cluster = tails.length - 1;
        while (cluster >= 0 && !tails[cluster].takes(token)) {
            cluster--;
        }
        if (cluster < 0) {
            return head.logProbability(slot, token);
        }
        float sum = head.logProbability(slot, shortlist + cluster);
        return sum + tails[cluster].logProbability(slot, token, head.top());
    }

    @Override
    public void readTop(int slot, float[] into, int at) {
        head.readTop(slot, into, at);
    }

    @Override
    public void copy(int from, int to) {
        head.copy(from, to);
        for (TailOutput tail : tails) {
            tail.copy(from, to);
        }
    }
}
