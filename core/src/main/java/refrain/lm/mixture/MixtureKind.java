package refrain.lm.mixture;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// How a mixture makes one probability of several. K members with weights w_k, V tokens:
/// ```
/// LINEAR        p(v) = Σ_k w_k·p_k(v)                            Σ_k w_k = 1
/// LOG_LINEAR    p(v) = Π_k p_k(v)^w_k / Σ_u Π_k p_k(u)^w_k       w_k ≥ 0
/// ```
public enum MixtureKind {
    LINEAR,
    LOG_LINEAR;

    /// Beyond it a sum of weighted logarithms would leave the floats' range; a thousand times less makes a model say
    /// but one token.
    private static final int LARGEST = 1_000_000;

    /// Weights typed by hand have few digits.
    private static final double TOLERANCE = 1e-6;

    /// The name in files and on the command line: `linear`, `log-linear`.
    public String spec() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The kind of that name.
    /// @throws IllegalArgumentException if there is none
    public static MixtureKind parse(String spec) {
        return Arrays.stream(values())
                .filter(kind -> kind.spec().equals(spec))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the kind of mixture is \"%s\"; expected %s"
                        .formatted(
                                spec,
                                Arrays.stream(values()).map(MixtureKind::spec).collect(Collectors.joining(" or ")))));
    }

    /// @throws IllegalArgumentException if these cannot be weights of a mixture of this kind
    void require(double[] weights) {
        double sum = 0;
        for (double weight : weights) {
            if (!(weight >= 0 && weight <= LARGEST)) {
                throw new IllegalArgumentException(
                        "the weights are %s; each must be from 0 to %,d".formatted(Arrays.toString(weights), LARGEST));
            }
            sum += weight;
        }
        boolean valid = switch (this) {
            case LINEAR -> Math.abs(sum - 1) <= TOLERANCE;
            case LOG_LINEAR -> sum > 0;
        };
        if (!valid) {
            throw new IllegalArgumentException("the weights are %s and add up to %s; expected %s"
                    .formatted(Arrays.toString(weights), sum, this == LINEAR ? "1" : "more than 0"));
        }
    }
}
