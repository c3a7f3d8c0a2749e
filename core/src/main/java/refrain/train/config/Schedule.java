package refrain.train.config;

import static refrain.argument.Argument.require;

import java.util.List;

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
            requireWarmup("cosine warm-up", warmup);
        }
    }

    /// Rises in equal steps over the first `warmup` updates, stays, and falls in a line over the last `cooldown`,
    /// to reach 0 when the last update is done. Until it falls it does not depend on the number N of updates: a
    /// longer run begins with the weights of a shorter one. Where N is less than both together, it falls as soon
    /// as it has risen. Needs a bound on the number of updates, though not before it falls.
    /// ```
    /// u < W:  (u + 1) / W          else  min(1, (N − u) / min(C, N − W))
    /// C = cooldown, or ⌈cooldown·N⌉ in double precision
    /// ```
    /// @param cooldown a number of updates, or, less than 1, a share of all
    /// @see <a href="https://arxiv.org/abs/1802.08770">Xing et al. (2018)</a>, section 4, the trapezoid
    /// @see <a href="https://arxiv.org/abs/2405.18392">Hägele et al. (2024)</a>, as good as a cosine
    record Trapezoid(long warmup, double cooldown) implements Schedule {
        public Trapezoid {
            requireWarmup("trapezoid warm-up", warmup);
            boolean updates =
                    cooldown >= 1 && cooldown <= ScheduleSpec.LONGEST && cooldown == StrictMath.rint(cooldown);
            require(
                    updates || cooldown > 0 && cooldown < 1,
                    "trapezoid cool-down",
                    cooldown,
                    "a number of updates, or a share of them between 0 and 1");
        }

        /// Falls over the last three tenths, the best of what was tried: docs/measurements.md.
        public Trapezoid(long warmup) {
            this(warmup, 0.3);
        }

        boolean isShare() {
            return cooldown < 1;
        }

        /// Updates of N over which it falls.
        private long falling(long updates) {
            double wanted = isShare() ? StrictMath.ceil(cooldown * updates) : cooldown;
            return Math.max(1, Math.min((long) wanted, updates - warmup));
        }

        /// The least number of updates of which it has not begun to fall when `done` are done.
        private long leastUpdates(long done) {
            long least = isShare() ? (long) ((done - 1) / (1 - cooldown)) : done - 1 + (long) cooldown;
            while (freeOfBoundUntil(least) < done) {
                least++;
            }
            return Math.max(done, least);
        }

        private double height(Progress progress) {
            if (progress.update() < warmup) {
                return (progress.update() + 1) / (double) warmup;
            }
            if (progress.updates() == Limits.NO_UPDATES) {
                return 1;
            }
            double left = progress.updates() - progress.update();
            return Math.clamp(left / falling(progress.updates()), 0.0, 1.0);
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
    String FORMS = ScheduleSpec.FORMS;

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
            case Trapezoid trapezoid -> trapezoid.height(progress);
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

    /// The first update at which the number of updates must be known, of a schedule that needs it; a trapezoid stays up
    /// until it is.
    default long boundNeededAt() {
        return switch (this) {
            case Cosine(long warmup) -> warmup;
            default -> needsBoundAtOnce() ? 0 : Long.MAX_VALUE;
        };
    }

    /// After how many updates the weights may still be those of a run that ends elsewhere, but not before `updates`.
    default long freeOfBoundUntil(long updates) {
        return this instanceof Trapezoid trapezoid
                ? Math.max(trapezoid.warmup(), updates - trapezoid.falling(updates)) + 1
                : boundNeededAt();
    }

    /// The least number of updates of a run that may still be given its end after `done` of them.
    /// @param known where it was going to end until then
    default long leastUpdates(long done, long known) {
        long free = this instanceof Trapezoid ? warmup() + 1 : boundNeededAt();
        if (!needsBound() || done <= free) {
            return done;
        }
        return this instanceof Trapezoid trapezoid && done <= freeOfBoundUntil(known)
                ? Math.min(known, trapezoid.leastUpdates(done))
                : known;
    }

    /// Updates over which it rises to the rate; 0 where it does not rise, or by shares of a run.
    default long warmup() {
        return switch (this) {
            case Cosine(long updates) -> updates;
            case Trapezoid(long updates, double cooldown) -> updates;
            default -> 0;
        };
    }

    /// What to say where [#needsBound] and there is none.
    default String unbounded() {
        return "schedule %s needs to know the number of updates; limit the run by updates, epochs or minutes"
                .formatted(spec());
    }

    /// The command-line form; the inverse of [#parse].
    default String spec() {
        return ScheduleSpec.of(this);
    }

    /// Reads a schedule written as on the command line.
    /// @throws IllegalArgumentException naming what was found and the forms there are
    static Schedule parse(String spec) {
        return ScheduleSpec.parse(spec);
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

    private static void requireWarmup(String name, long updates) {
        require(updates >= 0 && updates <= ScheduleSpec.LONGEST, name, updates, "at least 0 and at most 2^53");
    }

    private static void requireFactor(String name, double factor) {
        require(factor > 0 && factor < Double.POSITIVE_INFINITY, name, factor, "greater than 0 and finite");
    }
}
