package refrain.train.config;

import static refrain.argument.Argument.require;

import java.util.List;
import java.util.Locale;

/// How the learning rate changes: a factor on [TrainingConfig#rate], a pure function of the [Progress].
///
/// The rate is never more than that. Where a factor is given: a factor f > 1 divides it, f < 1 multiplies
/// it, so that 2 and 0.5 both halve.
public sealed interface Schedule {
    /// The rate stays as it is.
    record Constant() implements Schedule {}

    /// Shrinks the rate by `factor` after every `epochs` epochs.
    record Step(int epochs, double factor) implements Schedule {
        public Step {
            require(epochs >= 1, "step epochs", epochs, "at least 1");
            requireFactor("step factor", factor);
        }
    }

    /// Keeps the rate for `constantEpochs` epochs, then shrinks it by `factor` before every further epoch. With
    /// 4 and 0.5 the schedule of Zaremba et al. for their small network.
    /// @see <a href="https://arxiv.org/abs/1409.2329">Zaremba, Sutskever and Vinyals (2014)</a>, section 4.1
    record Exponential(double factor, int constantEpochs) implements Schedule {
        public Exponential {
            requireFactor("exponential factor", factor);
            require(constantEpochs >= 1, "exponential epochs", constantEpochs, "at least 1");
        }
    }

    /// Shrinks the rate by `factor` whenever `patience` validations in a row brought no new best loss.
    record Plateau(double factor, int patience) implements Schedule {
        public Plateau {
            requireFactor("plateau factor", factor);
            require(patience >= 1, "plateau patience", patience, "at least 1");
        }
    }

    /// Rises in equal steps over the first `warmup` updates, then falls along half a cosine, to reach 0 when the
    /// last update is done. Needs a bound on the number of updates.
    /// ```
    /// u < W:  (u + 1) / W          else  (1 + cos(π·(u − W) / (N − W))) / 2
    /// ```
    /// @see <a href="https://arxiv.org/abs/1608.03983">Loshchilov and Hutter (2017)</a>, equation 5 without
    ///     restarts
    record Cosine(long warmup) implements Schedule {
        public Cosine {
            require(warmup >= 0, "cosine warm-up", warmup, "at least 0");
        }
    }

    /// Rises in equal steps over the first `warmup` updates, stays, and falls in a line over the last `cooldown`,
    /// to reach 0 when the last update is done. Until it falls it does not depend on the number N of updates: a
    /// longer run begins with the weights of a shorter one. Where N is less than both together, it falls as soon
    /// as it has risen. Needs a bound on the number of updates.
    /// ```
    /// u < W:  (u + 1) / W          else  min(1, (N − u) / min(C, N − W))
    /// ```
    /// @see <a href="https://arxiv.org/abs/1802.08770">Xing et al. (2018)</a>, section 4, the trapezoid
    /// @see <a href="https://arxiv.org/abs/2405.18392">Hägele et al. (2024)</a>, as good as a cosine
    record Trapezoid(long warmup, long cooldown) implements Schedule {
        public Trapezoid {
            require(warmup >= 0, "trapezoid warm-up", warmup, "at least 0");
            require(cooldown >= 1, "trapezoid cool-down", cooldown, "at least 1");
        }
    }

    /// One cycle: rises in a line from 1/`divisor` to 1 over the part `rise` of all updates, falls back as it rose,
    /// and in what is left falls on to a hundredth of where it began. Momentum is not cycled. Needs a bound on the
    /// number of updates, known from the start.
    /// @see <a href="https://arxiv.org/abs/1708.07120">Smith and Topin (2018)</a>
    record OneCycle(double rise, double divisor) implements Schedule {
        public OneCycle {
            require(rise > 0 && rise <= 0.5, "one-cycle rise", rise, "greater than 0 and at most 0.5");
            requireDivisor("one-cycle divisor", divisor);
        }
    }

    /// A slanted triangle: rises in a line from 1/`ratio` to 1 over the part `rise` of all updates, then falls back
    /// in a line to the end; the paper's are 0.1 and 32. Needs a bound on the number of updates, known from the
    /// start.
    /// @see <a href="https://arxiv.org/abs/1801.06146">Howard and Ruder (2018)</a>, equation 3
    record Slanted(double rise, double ratio) implements Schedule {
        public Slanted {
            require(rise > 0 && rise < 1, "slanted rise", rise, "greater than 0 and less than 1");
            requireDivisor("slanted ratio", ratio);
        }
    }

    /// The forms that [#parse] reads, for help and error messages.
    String FORMS = "constant, step:EPOCHS:FACTOR, exponential:FACTOR, exponential:FACTOR:CONSTANT_EPOCHS,"
            + " plateau:FACTOR:PATIENCE, cosine:WARMUP, trapezoid:WARMUP:COOLDOWN, one-cycle, one-cycle:RISE:DIVISOR,"
            + " slanted, slanted:RISE:RATIO";

    /// What the rate is multiplied by for the next update.
    default double factor(Progress progress) {
        return switch (this) {
            case Constant() -> 1;
            case Step(int epochs, double factor) ->
                StrictMath.pow(shrinking(factor), Math.floorDiv(progress.epoch(), epochs));
            case Exponential(double factor, int constant) ->
                StrictMath.pow(shrinking(factor), Math.max(0, progress.epoch() + 1 - constant));
            case Plateau(double factor, int patience) ->
                StrictMath.pow(shrinking(factor), plateaus(progress.validationLosses(), patience));
            case Cosine(long warmup) -> cosine(warmup, progress);
            case Trapezoid(long warmup, long cooldown) -> trapezoid(warmup, cooldown, progress);
            case OneCycle(double rise, double divisor) -> oneCycle(rise, 1 / divisor, part(progress));
            case Slanted(double rise, double ratio) -> slanted(rise, 1 / ratio, part(progress));
        };
    }

    /// Whether the factor depends on the number of updates planned.
    default boolean needsBound() {
        return this instanceof Cosine || this instanceof Trapezoid || needsBoundAtOnce();
    }

    /// Whether already the first factor depends on it.
    default boolean needsBoundAtOnce() {
        return this instanceof OneCycle || this instanceof Slanted;
    }

    /// The first update at which the number of updates must be known, of a schedule that needs it.
    default long boundNeededAt() {
        return switch (this) {
            case Cosine(long warmup) -> warmup;
            case Trapezoid(long warmup, long cooldown) -> warmup;
            default -> needsBoundAtOnce() ? 0 : Long.MAX_VALUE;
        };
    }

    /// After how many updates the weights may still be those of a run that ends elsewhere, but not before `updates`.
    default long freeOfBoundUntil(long updates) {
        return this instanceof Trapezoid(long warmup, long cooldown)
                ? Math.max(warmup, updates - cooldown) + 1
                : boundNeededAt();
    }

    /// What to say where [#needsBound] and there is none.
    default String unbounded() {
        return "schedule %s needs to know the number of updates; limit the run by updates, epochs or minutes"
                .formatted(spec());
    }

    /// The command-line form; the inverse of [#parse].
    default String spec() {
        return switch (this) {
            case Constant() -> "constant";
            case Step(int epochs, double factor) -> "step:" + epochs + ":" + factor;
            case Exponential(double factor, int constant) ->
                constant == 1 ? "exponential:" + factor : "exponential:" + factor + ":" + constant;
            case Plateau(double factor, int patience) -> "plateau:" + factor + ":" + patience;
            case Cosine(long warmup) -> "cosine:" + warmup;
            case Trapezoid(long warmup, long cooldown) -> "trapezoid:" + warmup + ":" + cooldown;
            case OneCycle(double rise, double divisor) -> "one-cycle:" + rise + ":" + divisor;
            case Slanted(double rise, double ratio) -> "slanted:" + rise + ":" + ratio;
        };
    }

    /// Reads a schedule written as on the command line.
    /// @throws IllegalArgumentException naming what was found and the forms there are
    static Schedule parse(String spec) {
        String[] parts = spec.toLowerCase(Locale.ROOT).split(":", -1);
        try {
            return switch (parts[0] + "/" + (parts.length - 1)) {
                case "constant/0" -> new Constant();
                case "step/2" -> new Step(Integer.parseInt(parts[1]), Double.parseDouble(parts[2]));
                case "exponential/1" -> new Exponential(Double.parseDouble(parts[1]), 1);
                case "exponential/2" -> new Exponential(Double.parseDouble(parts[1]), Integer.parseInt(parts[2]));
                case "plateau/2" -> new Plateau(Double.parseDouble(parts[1]), Integer.parseInt(parts[2]));
                case "cosine/1" -> new Cosine(Long.parseLong(parts[1]));
                case "trapezoid/2" -> new Trapezoid(Long.parseLong(parts[1]), Long.parseLong(parts[2]));
                case "one-cycle/0" -> new OneCycle(0.45, 10);
                case "one-cycle/2" -> new OneCycle(Double.parseDouble(parts[1]), Double.parseDouble(parts[2]));
                case "slanted/0" -> new Slanted(0.1, 32);
                case "slanted/2" -> new Slanted(Double.parseDouble(parts[1]), Double.parseDouble(parts[2]));
                default -> throw new IllegalArgumentException("schedule \"%s\" is none of %s".formatted(spec, FORMS));
            };
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "schedule \"%s\" has a part that is not a number; it must be one of %s".formatted(spec, FORMS), e);
        }
    }

    private static double shrinking(double factor) {
        return factor > 1 ? 1 / factor : factor;
    }

    private static int plateaus(List<Double> losses, int patience) {
        double best = Double.POSITIVE_INFINITY;
        int plateaus = 0;
        for (int i = 0, worse = 0; i < losses.size(); i++) {
            if (losses.get(i) < best) {
                best = losses.get(i);
                worse = 0;
            } else if (++worse == patience) {
                plateaus++;
                worse = 0;
            }
        }
        return plateaus;
    }

    private double cosine(long warmup, Progress progress) {
        if (progress.update() < warmup) {
            return (progress.update() + 1) / (double) warmup;
        }
        if (progress.updates() == Limits.NO_UPDATES) {
            throw new IllegalArgumentException(unbounded());
        }
        double part = (progress.update() - warmup) / (double) (progress.updates() - warmup);
        return (1 + StrictMath.cos(StrictMath.PI * Math.min(1, part))) / 2;
    }

    private double trapezoid(long warmup, long cooldown, Progress progress) {
        if (progress.update() < warmup) {
            return (progress.update() + 1) / (double) warmup;
        }
        if (progress.updates() == Limits.NO_UPDATES) {
            throw new IllegalArgumentException(unbounded());
        }
        long falling = Math.max(1, Math.min(cooldown, progress.updates() - warmup));
        return Math.clamp((progress.updates() - progress.update()) / (double) falling, 0.0, 1.0);
    }

    /// How much of the run is done when half of the next update is.
    private double part(Progress progress) {
        if (progress.updates() == Limits.NO_UPDATES) {
            throw new IllegalArgumentException(unbounded());
        }
        return (progress.update() + 0.5) / progress.updates();
    }

    private static double oneCycle(double rise, double least, double part) {
        if (part <= 2 * rise) {
            return least + (1 - least) * (1 - Math.abs(part - rise) / rise);
        }
        double tail = Math.min(1, (part - 2 * rise) / (1 - 2 * rise));
        return least * (1 - 0.99 * tail);
    }

    private static double slanted(double rise, double least, double part) {
        double height = part < rise ? part / rise : Math.max(0, (1 - part) / (1 - rise));
        return least + (1 - least) * height;
    }

    private static void requireDivisor(String name, double divisor) {
        require(divisor > 1 && divisor < Double.POSITIVE_INFINITY, name, divisor, "greater than 1 and finite");
    }

    private static void requireFactor(String name, double factor) {
        require(factor > 0 && factor < Double.POSITIVE_INFINITY, name, factor, "greater than 0 and finite");
    }
}
