package refrain.benchmarks.subject;

import java.util.List;
import java.util.Locale;
import refrain.benchmarks.own.RefrainLearner;
import refrain.benchmarks.own.RefrainScoring;
import refrain.benchmarks.own.RefrainStreams;
import refrain.benchmarks.peer.Deeplearning4jLearner;
import refrain.benchmarks.peer.PyTorchLearner;
import refrain.benchmarks.peer.PyTorchScoring;
import refrain.benchmarks.peer.PyTorchStreams;
import refrain.benchmarks.work.Architecture;
import refrain.benchmarks.work.Learner;
import refrain.benchmarks.work.Task;
import refrain.benchmarks.work.Training;
import refrain.benchmarks.work.Work;
import refrain.benchmarks.work.Workload;

/// The libraries that are compared, or two builds of this one.
public enum Implementation implements Subject {
    REFRAIN,
    PYTORCH,
    DEEPLEARNING4J,
    /// Refrain as another folder holds it, from before a change: its process runs what that folder calls `refrain`.
    BEFORE;

    /// All that need no folder to be named.
    public static List<Implementation> libraries() {
        return List.of(REFRAIN, PYTORCH, DEEPLEARNING4J);
    }

    @Override
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @throws IllegalArgumentException if there is no library of that label
    public static Implementation labelled(String label) {
        for (Implementation implementation : libraries()) {
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
        Architecture architecture = task.workload().architecture();
        return this != DEEPLEARNING4J
                || (task.kind() == Task.Kind.TRAIN
                        && architecture.cell() != Architecture.Cell.GRU
                        && !architecture.tied());
    }

    /// Whether it begins with the weights of all others, [given][refrain.benchmarks.work.InitialWeights], so that
    /// its losses can be compared.
    public boolean takesWeights() {
        return this != DEEPLEARNING4J;
    }

    @Override
    public Work open(Task task, int threads) {
        Workload workload = task.workload();
        return switch (task.kind()) {
            case TRAIN -> new Training(workload, learner(workload, threads));
            case GENERATE -> streams(workload.architecture(), 1, threads);
            case STREAMS -> streams(workload.architecture(), Task.STREAMS, threads);
            case SCORE -> scoring(workload.architecture(), threads);
        };
    }

    Learner learner(Workload workload, int threads) {
        return switch (this) {
            case REFRAIN, BEFORE -> new RefrainLearner(workload, threads);
            case PYTORCH -> new PyTorchLearner(workload);
            case DEEPLEARNING4J -> new Deeplearning4jLearner(workload);
        };
    }

    private Work streams(Architecture architecture, int streams, int threads) {
        return switch (this) {
            case REFRAIN, BEFORE -> new RefrainStreams(architecture, streams, threads);
            case PYTORCH -> new PyTorchStreams(architecture, streams);
            case DEEPLEARNING4J -> throw notMeasured();
        };
    }

    private Work scoring(Architecture architecture, int threads) {
        return switch (this) {
            case REFRAIN, BEFORE -> new RefrainScoring(architecture, threads);
            case PYTORCH -> new PyTorchScoring(architecture);
            case DEEPLEARNING4J -> throw notMeasured();
        };
    }

    private static IllegalArgumentException notMeasured() {
        return new IllegalArgumentException("Deeplearning4j is measured in training only");
    }
}
