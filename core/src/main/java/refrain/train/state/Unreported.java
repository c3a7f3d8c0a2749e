package refrain.train.state;

import java.util.Map;
import java.util.OptionalDouble;

/// The training loss since the last line of metrics. It is added to in place, since a steady update allocates nothing.
public final class Unreported {
    private double lossSum;
    private long tokens;

    /// Nothing.
    public Unreported() {}

    /// Takes in the loss of an update.
    /// @param moreLoss Σ −ln p over its tokens, in nats
    public void add(double moreLoss, long moreTokens) {
        lossSum += moreLoss;
        tokens += moreTokens;
    }

    /// A line of metrics has been written.
    public void clear() {
        lossSum = 0;
        tokens = 0;
    }

    /// In nats a token; empty without tokens.
    public OptionalDouble mean() {
        return tokens > 0 ? OptionalDouble.of(lossSum / tokens) : OptionalDouble.empty();
    }

    /// Writes it by the names that [#of(Fields)] reads.
    public void put(Map<String, String> text) {
        text.put("lossSum", String.valueOf(lossSum));
        text.put("lossTokens", String.valueOf(tokens));
    }

    /// The inverse of [#put].
    /// @throws IllegalArgumentException naming what is missing or malformed
    public static Unreported of(Fields fields) {
        Unreported unreported = new Unreported();
        unreported.add(fields.real("lossSum"), fields.count("lossTokens"));
        return unreported;
    }
}
