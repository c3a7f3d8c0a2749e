package refrain.train.config;

import static refrain.argument.Argument.require;

import refrain.nn.Regularization;

/// All that determines a training run beside the texts, the tokenizer and the architecture.
///
/// Gradients are of the *mean loss per token*. A published recipe whose loss is summed over T steps and averaged
/// over the batch alone keeps its updates with rate × T and norm / T: rate 1 and norm 5 at T = 20 become 20 and
/// 0.25.
/// @param batch parallel streams of text B
/// @param steps time steps back-propagated through T, in tokens
/// @param optimizer the update rule
/// @param rate learning rate η before the schedule
/// @param schedule how the rate changes
/// @param clip limits of the gradient
/// @param constraint limits of the weights
/// @param weightDecay λ; added as `λ·p` to the gradient, or apart from it in AdamW; of weights and biases alike
/// @param regularization random dropping
/// @param limits when the run ends
/// @param seed same seed, same model
/// @param craft averages, noise, windows and transfer
public record TrainingConfig(
        int batch,
        int steps,
        OptimizerConfig optimizer,
        double rate,
        Schedule schedule,
        Clipping clip,
        WeightConstraint constraint,
        double weightDecay,
        Regularization regularization,
        Limits limits,
        long seed,
        Craft craft) {

    /// Together they keep T·B rows of any layer countable by an `int`.
    private static final int MAX_BATCH = 4_096;

    private static final int MAX_STEPS = 4_096;

    /// Adam on 32 streams of 64 steps, for 20 epochs.
    public static final TrainingConfig DEFAULT = new TrainingConfig(
            32,
            64,
            OptimizerConfig.named("adam"),
            OptimizerConfig.named("adam").defaultRate(),
            new Schedule.Constant(),
            Clipping.NONE.withNorm(0.25f),
            WeightConstraint.NONE,
            0,
            Regularization.NONE,
            Limits.epochs(20),
            1,
            Craft.NONE);

    public TrainingConfig {
        require(batch >= 1 && batch <= MAX_BATCH, "batch", batch, "from 1 to " + MAX_BATCH);
        require(steps >= 1 && steps <= MAX_STEPS, "steps", steps, "from 1 to " + MAX_STEPS);
        require(rate > 0 && rate < Double.POSITIVE_INFINITY, "rate", rate, "greater than 0 and finite");
        require(
                weightDecay >= 0 && weightDecay < Double.POSITIVE_INFINITY,
                "weight-decay",
                weightDecay,
                "at least 0 and finite");
        if (!limits.any()) {
            throw new IllegalArgumentException(
                    "the run has no end; limit its updates, epochs, minutes, target-loss or patience");
        }
    }

    public TrainingConfig withBatch(int batch) {
        return new TrainingConfig(
                batch,
                steps,
                optimizer,
                rate,
                schedule,
                clip,
                constraint,
                weightDecay,
                regularization,
                limits,
                seed,
                craft);
    }

    public TrainingConfig withSteps(int steps) {
        return new TrainingConfig(
                batch,
                steps,
                optimizer,
                rate,
                schedule,
                clip,
                constraint,
                weightDecay,
                regularization,
                limits,
                seed,
                craft);
    }

    public TrainingConfig withOptimizer(OptimizerConfig optimizer) {
        return new TrainingConfig(
                batch,
                steps,
                optimizer,
                rate,
                schedule,
                clip,
                constraint,
                weightDecay,
                regularization,
                limits,
                seed,
                craft);
    }

    public TrainingConfig withRate(double rate) {
        return new TrainingConfig(
                batch,
                steps,
                optimizer,
                rate,
                schedule,
                clip,
                constraint,
                weightDecay,
                regularization,
                limits,
                seed,
                craft);
    }

    public TrainingConfig withSchedule(Schedule schedule) {
        return new TrainingConfig(
                batch,
                steps,
                optimizer,
                rate,
                schedule,
                clip,
                constraint,
                weightDecay,
                regularization,
                limits,
                seed,
                craft);
    }

    public TrainingConfig withClip(Clipping clip) {
        return new TrainingConfig(
                batch,
                steps,
                optimizer,
                rate,
                schedule,
                clip,
                constraint,
                weightDecay,
                regularization,
                limits,
                seed,
                craft);
    }

    public TrainingConfig withConstraint(WeightConstraint constraint) {
        return new TrainingConfig(
                batch,
                steps,
                optimizer,
                rate,
                schedule,
                clip,
                constraint,
                weightDecay,
                regularization,
                limits,
                seed,
                craft);
    }

    public TrainingConfig withWeightDecay(double weightDecay) {
        return new TrainingConfig(
                batch,
                steps,
                optimizer,
                rate,
                schedule,
                clip,
                constraint,
                weightDecay,
                regularization,
                limits,
                seed,
                craft);
    }

    public TrainingConfig withRegularization(Regularization regularization) {
        return new TrainingConfig(
                batch,
                steps,
                optimizer,
                rate,
                schedule,
                clip,
                constraint,
                weightDecay,
                regularization,
                limits,
                seed,
                craft);
    }

    public TrainingConfig withLimits(Limits limits) {
        return new TrainingConfig(
                batch,
                steps,
                optimizer,
                rate,
                schedule,
                clip,
                constraint,
                weightDecay,
                regularization,
                limits,
                seed,
                craft);
    }

    public TrainingConfig withSeed(long seed) {
        return new TrainingConfig(
                batch,
                steps,
                optimizer,
                rate,
                schedule,
                clip,
                constraint,
                weightDecay,
                regularization,
                limits,
                seed,
                craft);
    }

    public TrainingConfig withCraft(Craft craft) {
        return new TrainingConfig(
                batch,
                steps,
                optimizer,
                rate,
                schedule,
                clip,
                constraint,
                weightDecay,
                regularization,
                limits,
                seed,
                craft);
    }
}
