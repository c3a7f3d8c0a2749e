package refrain.nn.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import refrain.kernel.team.Team;
import refrain.nn.network.Network;
import refrain.nn.weights.Linear;
import refrain.nn.weights.OutputWeights;
import refrain.nn.weights.RecurrentWeights;

/// Makes [Stepper]s of one network that share what is made of its weights once: the packed output weights, and where it
/// is small enough a table of the first layer's input. Any number of threads may use it.
public final class Steppers {
    /// A thread more is worth its meetings, some microseconds a token, if it takes this many multiplications from the
    /// others: as many weights lie in 1 MiB, about what a core's own cache holds.
    private static final int LEAST_PER_THREAD = 1 << 18;

    private final Network network;
    private final StepPanels panels;
    private final Optional<InputTable> table;

    private Steppers(Network network, StepPanels panels, Optional<InputTable> table) {
        this.network = network;
        this.panels = panels;
        this.table = table;
    }

    /// What steppers of `network` share. Call it once after the parameters have changed and been
    /// [packed][Network#pack].
    public static Steppers of(Network network) {
        return new Steppers(network, new StepPanels(network.output()), InputTable.of(network));
    }

    /// Floats of the first layer's table, 0 if there is none.
    /// @param columns of the first layer's panels
    public static long tableFloats(long vocabulary, long columns) {
        return InputTable.floats(vocabulary, columns);
    }

    /// The state before any token, as [Stepper#state] has it.
    public static List<float[]> zeroState(Network network) {
        List<float[]> state = new ArrayList<>();
        for (RecurrentWeights layer : network.layers()) {
            state.add(new float[layer.outputStride()]);
            if (layer.cell.hasCellState()) {
                state.add(new float[layer.stride]);
            }
        }
        return state;
    }

    /// A stepper of `slots` slots on the caller's thread, all in the zero state and before any token.
    public Stepper open(int slots) {
        return open(slots, 1);
    }

    /// A stepper of `slots` slots, all in the zero state and before any token.
    /// @param threads at most, the caller's included; where there is little to compute it takes fewer. To be
    ///     [closed][Stepper#close] if more than one
    public Stepper open(int slots, int threads) {
        require(slots, "slots");
        require(threads, "threads");
        long most = Math.max(1, multiplications() * slots / LEAST_PER_THREAD);
        return new Stepper(network, panels, table, slots, Team.of((int) Math.min(threads, most)));
    }

    private static void require(int value, String name) {
        if (value < 1) {
            throw new IllegalArgumentException("%s is %d; it must be at least 1".formatted(name, value));
        }
    }

    /// Of one token.
    private long multiplications() {
        long sum = network.output().w.size();
        for (OutputWeights.Tail tail : network.output().tails()) {
            sum += tail.projection().w.size() + tail.tokens().w.size();
        }
        for (int layer = 0; layer < network.layers().size(); layer++) {
            RecurrentWeights weights = network.layers().get(layer);
            sum += weights.u.size() + (layer > 0 || isDense() ? weights.w.size() : 0);
            for (Linear map : weights.extension.maps()) {
                sum += map.w.size();
            }
        }
        return sum;
    }

    private boolean isDense() {
        return table.isEmpty() && network.embedding().isPresent();
    }
}
