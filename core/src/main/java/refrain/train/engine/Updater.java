package refrain.train.engine;

import java.util.List;
import java.util.Optional;
import refrain.kernel.team.Team;
import refrain.kernel.team.Worker;
import refrain.nn.Parameter;
import refrain.nn.network.Network;
import refrain.nn.tape.Tape;
import refrain.refusal.RefusalException;
import refrain.text.Batches;
import refrain.text.TokenStore;
import refrain.train.config.Limits;
import refrain.train.config.Noise;
import refrain.train.config.TrainingConfig;
import refrain.train.config.Windows;
import refrain.train.descent.Averages;
import refrain.train.descent.GradientSum;
import refrain.train.descent.Optimizer;
import refrain.train.descent.Portion;

/// One update after the other: fetches a window of the training text, or several, runs each forward and backward and
/// moves the parameters with the last, each window in one job of the team. A steady update allocates nothing.
public final class Updater {
    private final Tape tape;
    private final Batches batches;
    private final Optimizer optimizer;
    private final TrainingConfig config;
    private final Windows windows;
    private final Team team;
    private final Optional<Noising> noise;
    private final Optional<GradientSum> sum;
    private final Optional<Averages> averages;
    private final Team.Job job = this::work;
    private int steps;
    private int stepsOfUpdate;
    private int drawn;
    private long window;
    private boolean last;
    private long update;
    private double rate;
    private long averaged;
    private double lossSum;

    private Updater(Network network, TrainingConfig config, TokenStore text, Team team, Optional<Noising> noise) {
        this.config = config;
        this.team = team;
        this.noise = noise;
        windows = config.craft().windows();
        int capacity = windows.capacity(config.steps());
        tape = Tape.training(network, config.batch(), capacity, team.size(), config.regularization(), config.seed());
        batches = Batches.of(text, config.batch(), capacity);
        List<Portion> portions = portions(network);
        optimizer = Optimizer.ofPortions(config, portions, team.size());
        List<Parameter> moved = portions.stream().map(Portion::parameter).toList();
        sum = windows.accumulate() > 1 ? Optional.of(GradientSum.of(moved)) : Optional.empty();
        averages =
                config.craft().averaging().isSet() ? Optional.of(Averages.of(network.parameters())) : Optional.empty();
    }

    /// @throws RefusalException if a part begins to be trained when the run is over
    private List<Portion> portions(Network network) {
        Limits limits = config.limits();
        List<Portion> portions = new ParameterGroups(network)
                .portions(
                        config.craft().transfer(), epochs -> windows.updates(config, batches.stepsPerEpoch(), epochs));
        for (Portion portion : portions) {
            if (portion.fromEpoch() >= limits.epochs() || portion.fromUpdate() >= limits.updates()) {
                throw new RefusalException(
                        "unfreeze-epochs is %,d: %s would begin after %,d epochs, when the run is over; choose a longer run or a smaller unfreeze-epochs, or freeze it"
                                .formatted(
                                        config.craft().transfer().unfreezeEpochs(),
                                        portion.parameter().name(),
                                        portion.fromEpoch()));
            }
        }
        return portions;
    }

    /// @param unknown id of `<unk>`
    static Updater of(Network network, TrainingConfig config, TokenStore text, int unknown, Team team) {
        Noise noise = config.craft().noise();
        Optional<Noising> noising =
                noise.isSet() ? Optional.of(Noising.of(noise, text, unknown, config.seed())) : Optional.empty();
        return new Updater(network, config, text, team, noising);
    }

    /// Says what the next update depends on beside its number and rate.
    /// @param epoch passes over the text completed
    /// @param averages updates that the average will hold after it, that one included; 0 for none
    public void prepare(int epoch, long averages) {
        optimizer.enter(epoch);
        averaged = averages;
    }

    /// The next update. Where the loss is not finite, the parameters stay as they are.
    /// @param base rate for windows of the configured length
    public void run(long update, double base) {
        this.update = update;
        begin(update * windows.accumulate());
        do {
            fetch();
            last = endsEpoch() || window + 1 == (update + 1) * windows.accumulate();
            rate = windows.random() ? base * lengthFactor() : base;
            team.run(job);
            window++;
        } while (!last && Double.isFinite(lossSum));
        if (endsEpoch()) {
            batches.seek(0);
        }
    }

    private void begin(long firstWindow) {
        window = firstWindow;
        stepsOfUpdate = 0;
        drawn = 0;
        lossSum = 0;
        if (batches.startsEpoch()) {
            tape.clearState();
        }
    }

    private void fetch() {
        int length = windows.steps(config.steps(), config.seed(), window);
        steps = batches.next(tape.inputs(), tape.targets(), length);
        drawn += length;
        stepsOfUpdate += steps;
        if (noise.isPresent()) {
            noise.get().apply(tape.inputs(), tape.targets(), steps * batches.streams(), window);
        }
    }

    /// Mean drawn length of the update's windows so far, over T.
    private double lengthFactor() {
        long count = window + 1 - update * windows.accumulate();
        return drawn / ((double) count * config.steps());
    }

    private void work(Worker worker) {
        double loss = tape.forward(worker, steps, window);
        if (worker.index() == 0) {
            lossSum += loss;
        }
        if (!Double.isFinite(loss)) {
            return;
        }
        tape.backward(worker);
        if (sum.isPresent()) {
            sum.get().add(worker, steps);
        }
        if (last) {
            move(worker);
        }
    }

    private void move(Worker worker) {
        if (sum.isPresent()) {
            sum.get().finish(worker);
        }
        optimizer.update(worker, update, rate);
        if (averaged > 0) {
            worker.meet();
            averages.orElseThrow()
                    .add(worker, (float) config.craft().averaging().weight(averaged));
        }
    }

    private boolean endsEpoch() {
        return batches.position() == batches.stepsPerEpoch();
    }

    /// Σ −ln p over the last update's windows, in nats.
    public double lossSum() {
        return lossSum;
    }

    /// Tokens of the last update's windows.
    public long tokens() {
        return (long) stepsOfUpdate * batches.streams();
    }

    /// Learning rate of the last update.
    public double rate() {
        return rate;
    }

    /// L2 norm of the last update's gradient before it was scaled.
    public double gradientNorm() {
        return optimizer.gradientNorm();
    }

    /// The step within the pass that the next window begins with; 0 at its start.
    public long position() {
        return batches.position();
    }

    /// Updates of a pass over the training text.
    public long stepsPerEpoch() {
        return batches.stepsPerEpoch();
    }

    /// Forward and backward, with the state carried from window to window.
    public Tape tape() {
        return tape;
    }

    /// What moves the parameters.
    public Optimizer optimizer() {
        return optimizer;
    }

    /// The running average of the weights, if the configuration wants one.
    public Optional<Averages> averages() {
        return averages;
    }

    /// Goes to a step of the pass, if there is one of that number.
    public boolean seek(long step) {
        if (step >= batches.stepsPerEpoch()) {
            return false;
        }
        batches.seek(step);
        return true;
    }
}
