package refrain.benchmarks.subject;

import java.util.Locale;
import refrain.benchmarks.own.RefrainLearner;
import refrain.benchmarks.own.RefrainScoring;
import refrain.benchmarks.own.RefrainStreams;
import refrain.benchmarks.peer.Deeplearning4jLearner;
import refrain.benchmarks.peer.PyTorchLearner;
import refrain.benchmarks.peer.PyTorchScoring;
import refrain.benchmarks.peer.PyTorchStreams;
import refrain.benchmarks.work.Learner;
import refrain.benchmarks.work.Task;
import refrain.benchmarks.work.Training;
import refrain.benchmarks.work.Work;
import refrain.benchmarks.work.Workload;

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

    /// Whether it can begin with given [weights][refrain.benchmarks.work.InitialWeights], so that its losses can be
    /// compared.
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

    Learner trainer(Workload workload, int threads) {
        return switch (this) {
            case REFRAIN -> new RefrainLearner(workload, threads);
            case PYTORCH -> new PyTorchLearner(workload);
            case DEEPLEARNING4J -> new Deeplearning4jLearner(workload);
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
