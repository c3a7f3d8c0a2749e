package refrain.train.config;

import static refrain.argument.Argument.require;

import java.util.Locale;

/// Tokens of the training text replaced at random while it is read, which does to a network what smoothing does to an
/// n-gram model. With c(x) how often x begins a bigram, N₁₊(x,·) and N₁₊(·,x) the number of different tokens that
/// follow and precede it in the training text, a token is replaced with probability γ by one drawn from q:
/// ```
/// blank        input                γ                       q = <unk>
/// unigram      input                γ                       q(x) ∝ count of x
/// kneser-ney   input and target     γ·N₁₊(input,·)/c(input)    q(x) ∝ N₁₊(·,x)
/// ```
/// Input and target are replaced together, each by a draw of its own. What is replaced is a function of
/// seed, window and place.
/// @see <a href="https://arxiv.org/abs/1703.02573">Xie et al. (2017)</a>, table 1; that one decision is for both, as in
///     their program
public sealed interface Noise {
    /// The text as it is.
    record None() implements Noise {}

    record Blank(double rate) implements Noise {
        public Blank {
            requireRate(rate);
        }
    }

    record Unigram(double rate) implements Noise {
        public Unigram {
            requireRate(rate);
        }
    }

    record KneserNey(double rate) implements Noise {
        public KneserNey {
            requireRate(rate);
        }
    }

    /// The forms that [#parse] reads, for help and error messages.
    String FORMS = "none, blank:RATE, unigram:RATE, kneser-ney:RATE";

    /// Whether anything is replaced.
    default boolean isSet() {
        return !(this instanceof None);
    }

    /// The command-line form; the inverse of [#parse].
    default String spec() {
        return switch (this) {
            case None() -> "none";
            case Blank(double rate) -> "blank:" + rate;
            case Unigram(double rate) -> "unigram:" + rate;
            case KneserNey(double rate) -> "kneser-ney:" + rate;
        };
    }

    /// Reads noise written as on the command line.
    /// @throws IllegalArgumentException naming what was found and the forms there are
    static Noise parse(String spec) {
        String[] parts = spec.toLowerCase(Locale.ROOT).split(":", -1);
        try {
            return switch (parts[0] + "/" + (parts.length - 1)) {
                case "none/0" -> new None();
                case "blank/1" -> new Blank(Double.parseDouble(parts[1]));
                case "unigram/1" -> new Unigram(Double.parseDouble(parts[1]));
                case "kneser-ney/1" -> new KneserNey(Double.parseDouble(parts[1]));
                default -> throw new IllegalArgumentException("noise \"%s\" is none of %s".formatted(spec, FORMS));
            };
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "noise \"%s\" has a part that is not a number; it must be one of %s".formatted(spec, FORMS), e);
        }
    }

    private static void requireRate(double rate) {
        require(rate > 0 && rate < 1, "noise", rate, "greater than 0 and less than 1");
    }
}
