package refrain.train.config;

import static refrain.argument.Argument.require;

import java.util.List;
import java.util.Locale;

/// A running average of the weights. Training goes on from the weights themselves; what validates and is written as
/// the model is the average, once it has begun. With p the weights after an update and n the number of updates
/// averaged so far, that one included:
/// ```
/// a ← a + w·(p − a)        w = 1/n: the mean      w = 1 − min(β, (n − 1)/(n + 8)): exponential
/// ```
/// @see <a href="https://doi.org/10.1137/0330046">Polyak and Juditsky (1992)</a>, averages of iterates
public sealed interface Averaging {
    /// The weights as they are.
    record None() implements Averaging {}

    /// The average forgets as `βⁿ`, from the first update. It remembers less at first, so that the weights before
    /// any training soon count for nothing.
    record Exponential(double decay) implements Averaging {
        public Exponential {
            require(decay > 0 && decay < 1, "average ema", decay, "greater than 0 and less than 1");
        }
    }

    /// The mean of the weights since validation stopped improving: since the first whose loss is higher than the
    /// least of all but the `checks` before it.
    /// @see <a href="https://arxiv.org/abs/1708.02182">Merity, Keskar and Socher (2018)</a>, section 3, NT-ASGD
    record NonMonotone(int checks) implements Averaging {
        public NonMonotone {
            require(checks >= 1, "average nt-asgd", checks, "at least 1");
        }
    }

    /// The mean of the weights since that many updates were done.
    record From(long update) implements Averaging {
        public From {
            require(update >= 0, "average from", update, "at least 0");
        }
    }

    /// The forms that [#parse] reads, for help and error messages.
    String FORMS = "none, ema:DECAY, nt-asgd:CHECKS, from:UPDATE";

    /// Whether anything is averaged.
    default boolean isSet() {
        return !(this instanceof None);
    }

    /// Updates done when the average begins, as far as that is known beforehand; else [Limits#NO_UPDATES].
    default long from() {
        return switch (this) {
            case None() -> Limits.NO_UPDATES;
            case Exponential(double decay) -> 0;
            case NonMonotone(int checks) -> Limits.NO_UPDATES;
            case From(long update) -> update;
        };
    }

    /// Whether an average that waits for validation begins.
    /// @param validationLosses oldest first, the last just measured
    default boolean beginsAfter(List<Double> validationLosses) {
        if (!(this instanceof NonMonotone(int checks))) {
            return false;
        }
        int earlier = validationLosses.size() - 1 - checks;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < earlier; i++) {
            least = Math.min(least, validationLosses.get(i));
        }
        return earlier > 0 && validationLosses.getLast() > least;
    }

    /// w for the n-th update averaged, from 1.
    default double weight(long n) {
        return this instanceof Exponential(double decay) ? 1 - Math.min(decay, (n - 1.0) / (n + 8.0)) : 1.0 / n;
    }

    /// The command-line form; the inverse of [#parse].
    default String spec() {
        return switch (this) {
            case None() -> "none";
            case Exponential(double decay) -> "ema:" + decay;
            case NonMonotone(int checks) -> "nt-asgd:" + checks;
            case From(long update) -> "from:" + update;
        };
    }

    /// Reads an average written as on the command line.
    /// @throws IllegalArgumentException naming what was found and the forms there are
    static Averaging parse(String spec) {
        String[] parts = spec.toLowerCase(Locale.ROOT).split(":", -1);
        try {
            return switch (parts[0] + "/" + (parts.length - 1)) {
                case "none/0" -> new None();
                case "ema/1" -> new Exponential(Double.parseDouble(parts[1]));
                case "nt-asgd/1" -> new NonMonotone(Integer.parseInt(parts[1]));
                case "from/1" -> new From(Long.parseLong(parts[1]));
                default -> throw new IllegalArgumentException("average \"%s\" is none of %s".formatted(spec, FORMS));
            };
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "average \"%s\" has a part that is not a number; it must be one of %s".formatted(spec, FORMS), e);
        }
    }
}
