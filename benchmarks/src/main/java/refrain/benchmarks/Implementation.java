package refrain.benchmarks;

import java.util.Locale;

/// Who can be measured.
enum Implementation {
    REFRAIN,
    PYTORCH,
    DEEPLEARNING4J;

    /// As on the command line.
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @throws IllegalArgumentException if there is none of that label
    static Implementation labelled(String label) {
        for (Implementation implementation : values()) {
            if (implementation.label().equals(label)) {
                return implementation;
            }
        }
        throw new IllegalArgumentException(
                "implementation \"%s\" is none of refrain, pytorch, deeplearning4j".formatted(label));
    }

    /// Whether it has layers of the workload's kind.
    boolean offers(Workload workload) {
        return this != DEEPLEARNING4J || workload.cell() != Workload.Cell.GRU;
    }

    /// Its libraries must be on the class path. The number of threads of the native ones is set by whoever starts
    /// the process.
    Peer open(Workload workload, int threads) {
        return switch (this) {
            case REFRAIN -> new RefrainPeer(workload, threads);
            case PYTORCH -> new PyTorchPeer(workload);
            case DEEPLEARNING4J -> new Deeplearning4jPeer(workload);
        };
    }
}
