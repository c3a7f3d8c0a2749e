package refrain.train.state;

import java.util.Map;
import java.util.OptionalDouble;

/// The training loss since the last line of metrics.
/// @param lossSum Σ −ln p, in nats
/// @param tokens that it is the sum over
public record Unreported(double lossSum, long tokens) {
    public static final Unreported NONE = new Unreported(0, 0);

    public Unreported plus(double moreLoss, long moreTokens) {
        return new Unreported(lossSum + moreLoss, tokens + moreTokens);
    }

    /// In nats a token; empty without tokens.
    public OptionalDouble mean() {
        return tokens > 0 ? OptionalDouble.of(lossSum / tokens) : OptionalDouble.empty();
    }

    public void put(Map<String, String> text) {
        text.put("lossSum", String.valueOf(lossSum));
        text.put("lossTokens", String.valueOf(tokens));
    }

    /// The inverse of [#put].
    /// @throws IllegalArgumentException naming what is missing or malformed
    public static Unreported of(Fields fields) {
        return new Unreported(fields.real("lossSum"), fields.count("lossTokens"));
    }
}
