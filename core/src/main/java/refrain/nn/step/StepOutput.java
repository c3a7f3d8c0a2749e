package refrain.nn.step;

import refrain.kernel.Kernels;
import refrain.kernel.team.Team;
import refrain.nn.weights.OutputWeights;

/// The output layer of a [Stepper].
interface StepOutput {
    static StepOutput of(Kernels kernels, OutputWeights weights, StepPanels panels, int slots, Team team) {
        return weights.tails().isEmpty()
                ? new SoftmaxOutput(kernels, weights, panels, slots, team)
                : new AdaptiveOutput(kernels, weights, panels, slots, team);
    }

    /// Takes the top layer's h of the slots that advanced.
    void read(float[] output, int start, int[] slots, int count);

    /// ln p of every token.
    void logProbabilities(int slot, float[] out);

    /// ln p of one token.
    float logProbability(int slot, int token);

    /// Copies h of the top layer.
    void readTop(int slot, float[] into, int at);

    /// Makes one slot a copy of another.
    void copy(int from, int to);
}
