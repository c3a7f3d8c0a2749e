package refrain.benchmarks.work;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What is done with the network of a workload.
public record Task(Kind kind, Workload workload) {
    /// Streams that advance together in [Kind#STREAMS].
    public static final int STREAMS = 64;

    /// The ways a network is used.
    public enum Kind {
        /// Updates: forward, backward, clipping, descent.
        TRAIN,
        /// One stream, token after token: read, distribution, sample.
        GENERATE,
        /// The same for many streams at once.
        STREAMS,
        /// ln p of every token of a given text.
        SCORE;

        private String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final List<String> USED = List.of("char", "word-medium");

    private static final List<Task> ALL = Stream.of(Kind.values())
            .flatMap(kind -> Workload.all().stream()
                    .filter(workload -> kind == Kind.TRAIN || USED.contains(workload.name()))
                    .map(workload -> new Task(kind, workload)))
            .toList();

    /// In the order of the tables.
    public static List<Task> all() {
        return ALL;
    }

    /// The workload's for training, otherwise as `generate-char`.
    public String name() {
        return kind == Kind.TRAIN ? workload.name() : kind.label() + "-" + workload.name();
    }

    /// @throws IllegalArgumentException if there is none of that name
    public static Task named(String name) {
        return ALL.stream()
                .filter(task -> task.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("configuration \"%s\" is none of %s"
                        .formatted(name, ALL.stream().map(Task::name).collect(Collectors.joining(", ")))));
    }

    /// Floating-point operations for one token: a multiplication and an addition by each multiplied weight, and in
    /// training three times (forward, by the input, by the weight).
    public long operationsPerToken() {
        return (kind == Kind.TRAIN ? 6 : 2) * workload.architecture().multipliedWeights();
    }

    /// Bytes of the weights that a token must be multiplied by when it is generated.
    public long weightBytes() {
        return Float.BYTES * workload.architecture().weightsOfAGeneratedToken();
    }
}
