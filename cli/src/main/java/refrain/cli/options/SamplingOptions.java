package refrain.cli.options;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import refrain.generate.Sampling;

/// How the next token is drawn from the model's distribution.
public final class SamplingOptions {
    @Option(
            names = "--temperature",
            paramLabel = "X",
            description = "Below 1 keeps closer to the probable, above 1 strays further (default: 1).")
    private @Nullable Float temperature;

    @Option(names = "--top-k", paramLabel = "K", description = "Draw from the K most probable tokens (default: all).")
    private @Nullable Integer topK;

    @Option(
            names = "--top-p",
            paramLabel = "P",
            description = "Draw from the most probable tokens that together have probability P (default: 1).")
    private @Nullable Float topP;

    @Option(names = "--greedy", description = "Always take the most probable token.")
    private boolean greedy;

    /// @throws IllegalArgumentException if options contradict each other or are out of range
    public Sampling sampling(int count) {
        if (greedy && (temperature != null || topK != null || topP != null)) {
            throw new IllegalArgumentException(
                    "--greedy draws nothing; give it or --temperature, --top-k and --top-p, not both");
        }
        if (greedy && count > 1) {
            throw new IllegalArgumentException("--greedy makes the same text each time; leave --count out");
        }
        Sampling sampling = Sampling.DEFAULT.withGreedy(greedy);
        sampling = temperature == null ? sampling : sampling.withTemperature(temperature);
        sampling = topK == null ? sampling : sampling.withTopK(topK);
        return topP == null ? sampling : sampling.withTopP(topP);
    }
}
