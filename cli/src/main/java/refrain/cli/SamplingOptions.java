package refrain.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How the next token is drawn from the model's distribution.
final class SamplingOptions {
    @Option(
            names = "--temperature",
            paramLabel = "X",
            description = "Divides log-probabilities: below 1 is safer, above 1 is wilder (default: 1).")
    private @Nullable Double temperature;

    @Option(names = "--top-k", paramLabel = "K", description = "Draw from the K most probable tokens (default: all).")
    private @Nullable Integer topK;

    @Option(
            names = "--top-p",
            paramLabel = "P",
            description = "Draw from the most probable tokens that together have probability P (default: 1).")
    private @Nullable Double topP;

    @Option(names = "--greedy", description = "Always take the most probable token.")
    private boolean greedy;

    @Option(names = "--seed", paramLabel = "S", description = "Same seed, same text (default: ${DEFAULT-VALUE}).")
    private long seed = 1;
}
