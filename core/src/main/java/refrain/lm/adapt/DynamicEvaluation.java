package refrain.lm.adapt;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import refrain.kernel.team.Team;
import refrain.kernel.team.Worker;
import refrain.lm.Reading;
import refrain.lm.RecurrentModel;
import refrain.nn.ModelConfig;
import refrain.nn.Parameter;
import refrain.nn.Regularization;
import refrain.nn.network.Network;
import refrain.nn.tape.Tape;
import refrain.refusal.HeapNeed;
import refrain.text.Tokenizer;

/// A recurrent model that goes on learning from the text it reads. Once all T tokens of a segment are scored, the
/// gradient g of their mean loss moves the weights, which are also drawn back to the trained ones θ₀:
/// ```
/// θ ← θ − η·g / (RMS + ε) + min(1, λ·RMSnorm)·(θ₀ − θ)
/// ```
/// RMS and RMSnorm are [GradientStatistics]. Tokens are scored before they are learnt from. The weights are
/// the state: one stream, no branches. The model itself does not change; with a rate of 0 the bits are its own.
///
/// Where the weights become so large that a loss is not finite, ln p is NaN from there on.
/// @see <a href="https://proceedings.mlr.press/v80/krause18a.html">Krause, Kahembwe, Murray and Renals (2018)</a>
public final class DynamicEvaluation implements Reading {
    private final RecurrentModel model;
    private final Adaptation.Dynamic settings;
    private final GradientStatistics statistics;
    private final List<Parameter> parameters;
    private final List<Parameter> trained;
    private final Tape tape;
    private final Team team;
    private final int[] segment;
    private int filled;
    private int last;

    private DynamicEvaluation(
            RecurrentModel model,
            Adaptation.Dynamic settings,
            GradientStatistics statistics,
            Network network,
            Team team) {
        this.model = model;
        this.settings = settings;
        this.statistics = statistics;
        this.team = team;
        parameters = network.parameters();
        trained = model.network().parameters();
        tape = Tape.training(network, 1, settings.segment(), team.size(), Regularization.NONE, 0);
        segment = new int[settings.segment()];
        restart();
    }

    /// A reading that starts with the model's weights.
    /// @param statistics of the same model
    /// @throws IllegalArgumentException if they are of another
    public static DynamicEvaluation of(
            RecurrentModel model, Adaptation.Dynamic settings, GradientStatistics statistics, int threads) {
        requireTogether(model.network().parameters(), statistics.rms());
        Network network = GradientStatistics.copy(model.network());
        return new DynamicEvaluation(model, settings, statistics, network, Team.of(threads));
    }

    /// What it takes beside the model, its statistics included.
    static HeapNeed heapNeed(ModelConfig model, Adaptation.Dynamic settings, int threads) {
        return GradientStatistics.heapNeed(model, 1, settings.segment(), threads);
    }

    private static void requireTogether(List<Parameter> parameters, List<float[]> rms) {
        List<Integer> found = new ArrayList<>();
        List<Integer> expected = new ArrayList<>();
        rms.forEach(values -> found.add(values.length));
        parameters.forEach(parameter -> expected.add(parameter.value().length));
        if (!found.equals(expected)) {
            throw new IllegalArgumentException("the gradient statistics are of arrays of %s floats; the model's have %s"
                    .formatted(found, expected));
        }
    }

    @Override
    public Tokenizer tokenizer() {
        return model.tokenizer();
    }

    @Override
    public void restart() {
        for (int i = 0; i < parameters.size(); i++) {
            float[] from = trained.get(i).value();
            System.arraycopy(from, 0, parameters.get(i).value(), 0, from.length);
        }
        tape.clearState();
        last = model.vocabulary().boundary();
        filled = 0;
    }

    @Override
    public void read(int[] tokens, float[] logProbabilities) {
        for (int token : tokens) {
            Objects.checkIndex(token, model.vocabulary().size());
        }
        for (int at = 0; at < tokens.length; ) {
            int count = Math.min(segment.length - filled, tokens.length - at);
            System.arraycopy(tokens, at, segment, filled, count);
            read(count, logProbabilities, at);
            at += count;
        }
    }

    /// Scores the next `count` tokens of the segment, those before them once more, and learns when it is
    /// full. A piece of a text may end within a segment; training tapes move their state on only when they
    /// learn.
    private void read(int count, float[] logProbabilities, int at) {
        int steps = filled + count;
        tape.inputs()[0] = last;
        System.arraycopy(segment, 0, tape.inputs(), 1, steps - 1);
        System.arraycopy(segment, 0, tape.targets(), 0, steps);
        boolean full = steps == segment.length;
        team.run(worker -> run(worker, steps, full));
        System.arraycopy(tape.logProbabilities(), filled, logProbabilities, at, count);
        filled = full ? 0 : steps;
        last = full ? segment[steps - 1] : last;
    }

    private void run(Worker worker, int steps, boolean learn) {
        tape.forward(worker, steps, 0);
        if (learn) {
            tape.backward(worker);
            for (int i = 0; i < parameters.size(); i++) {
                move(worker, i);
            }
        }
    }

    private void move(Worker worker, int index) {
        Parameter parameter = parameters.get(index);
        int from = worker.from(parameter.rows()) * parameter.stride();
        int to = worker.to(parameter.rows()) * parameter.stride();
        float[] origin = trained.get(index).value();
        move(parameter.value(), parameter.gradient(), origin, statistics.rms().get(index), from, to);
    }

    private void move(float[] p, float[] g, float[] origin, float[] rms, int from, int to) {
        float eta = (float) settings.rate();
        float epsilon = (float) settings.epsilon();
        float decay = statistics.mean() > 0 ? (float) (settings.decay() / statistics.mean()) : 0;
        for (int i = from; i < to; i++) {
            float pull = Math.min(1f, decay * rms[i]);
            float moved = Math.fma(-eta, g[i] / (rms[i] + epsilon), p[i]);
            p[i] = Math.fma(pull, origin[i] - p[i], moved);
        }
    }

    @Override
    public void close() {
        team.close();
    }
}
