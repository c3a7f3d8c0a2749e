package refrain.train.engine;

import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import refrain.kernel.team.Team;
import refrain.kernel.team.Worker;
import refrain.nn.network.Network;
import refrain.nn.tape.Tape;
import refrain.text.Batches;
import refrain.text.TokenStore;
import refrain.train.config.TrainingConfig;

/// Measures the loss on the validation text, which is read as parallel streams for speed: as many as in
/// training, but none shorter than [#SHORTEST_STREAM], so that what the first tokens of each stream lack in
/// context does not show. What a division into equal streams leaves over, less than one token a stream, is left
/// out.
public final class Validator {
    private static final int SHORTEST_STREAM = 1_024;

    private static final int TIMED_WINDOWS = 4;

    private final Network network;
    private final Tape tape;
    private final Batches batches;
    private int steps;
    private double windowLoss;

    private Validator(Network network, Tape tape, Batches batches) {
        this.network = network;
        this.tape = tape;
        this.batches = batches;
    }

    static Validator of(Network network, TokenStore text, TrainingConfig config, int workers) {
        int streams = streams(text, config);
        Tape tape = Tape.evaluation(network, streams, config.steps(), workers);
        return new Validator(network, tape, Batches.of(text, streams, config.steps()));
    }

    /// Streams that a text is read in: those of training, or fewer where the text is short.
    public static int streams(TokenStore text, TrainingConfig config) {
        return Math.clamp(text.size() / SHORTEST_STREAM, 1, config.batch());
    }

    /// Mean loss in nats a token.
    /// @param givesUp asked before every window; where it says so there is no loss
    public OptionalDouble loss(Team team, BooleanSupplier givesUp) {
        double sum = read(team, Long.MAX_VALUE, givesUp);
        return steps == 0 ? OptionalDouble.of(sum / (batches.position() * batches.streams())) : OptionalDouble.empty();
    }

    /// An estimate of the time that [#loss] takes, from its first windows.
    public double seconds(Team team) {
        long start = System.nanoTime();
        double part = begin(team);
        return (System.nanoTime() - start) / 1e9 / part;
    }

    /// Reads the first windows, or all if there are fewer; what part of the text they are.
    double begin(Team team) {
        read(team, TIMED_WINDOWS, () -> false);
        return (double) batches.position() / batches.stepsPerEpoch();
    }

    private double read(Team team, long windows, BooleanSupplier givesUp) {
        team.run(network::pack);
        tape.clearState();
        batches.seek(0);
        double sum = 0;
        steps = batches.next(tape.inputs(), tape.targets());
        for (long window = 0; steps > 0 && window < windows && !givesUp.getAsBoolean(); window++) {
            team.run(this::forward);
            sum += windowLoss;
            if (window + 1 < windows) {
                steps = batches.next(tape.inputs(), tape.targets());
            }
        }
        return sum;
    }

    private void forward(Worker worker) {
        double loss = tape.forward(worker, steps, 0);
        if (worker.index() == 0) {
            windowLoss = loss;
        }
    }
}
