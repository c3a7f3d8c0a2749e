package refrain.benchmarks.work;

import java.util.Locale;

/// The libraries that are compared.
public enum Implementation implements Subject {
    REFRAIN,
    PYTORCH,
    DEEPLEARNING4J;

    @Override
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @throws IllegalArgumentException if there is none of that label
    public static Implementation labelled(String label) {
        for (Implementation implementation : values()) {
            if (implementation.label().equals(label)) {
                return implementation;
            }
        }
        throw new IllegalArgumentException(
                "implementation \"%s\" is none of refrain, pytorch, deeplearning4j".formatted(label));
    }

    /// Deeplearning4j is measured in training, on the kinds of layers it has; it ties no weights.
    @Override
    public boolean offers(Task task) {
        Workload workload = task.workload();
        return this != DEEPLEARNING4J
                || (task.kind() == Task.Kind.TRAIN && workload.cell() != Workload.Cell.GRU && !workload.tied());
    }

    /// Whether it can begin with given [weights][InitialWeights], so that its losses can be compared.
    public boolean takesWeights() {
        return this != DEEPLEARNING4J;
    }

    @Override
    public Work open(Task task, int threads) {
        return switch (task.kind()) {
            case TRAIN -> new Training(task.workload(), trainer(task.workload(), threads));
            case GENERATE -> streams(task.workload(), 1, threads);
            case STREAMS -> streams(task.workload(), Task.STREAMS, threads);
            case SCORE -> scoring(task.workload(), threads);
        };
    }

    Peer trainer(Workload workload, int threads) {
        return switch (this) {
            case REFRAIN -> new RefrainPeer(workload, threads);
            case PYTORCH -> new PyTorchPeer(workload);
            case DEEPLEARNING4J -> new Deeplearning4jPeer(workload);
        };
    }

    private Work streams(Workload workload, int streams, int threads) {
        return switch (this) {
            case REFRAIN -> new RefrainStreams(workload, streams, threads);
            case PYTORCH -> new PyTorchStreams(workload, streams);
            case DEEPLEARNING4J -> throw notMeasured();
        };
    }

    private Work scoring(Workload workload, int threads) {
        return switch (this) {
            case REFRAIN -> new RefrainScoring(workload, threads);
            case PYTORCH -> new PyTorchScoring(workload);
            case DEEPLEARNING4J -> throw notMeasured();
        };
    }

    private static IllegalArgumentException notMeasured() {
        return new IllegalArgumentException("Deeplearning4j is measured in training only");
    }
}
