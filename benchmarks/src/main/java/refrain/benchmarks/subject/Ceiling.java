package refrain.benchmarks.subject;

import java.util.Locale;
import java.util.Optional;
import refrain.benchmarks.ceiling.MultiplyAddCeiling;
import refrain.benchmarks.ceiling.ProductCeiling;
import refrain.benchmarks.ceiling.ReadCeiling;
import refrain.benchmarks.work.Task;
import refrain.benchmarks.work.Work;

/// What the machine allows, measured between the implementations, on as many threads.
public enum Ceiling implements Subject {
    /// Refrain's own matrix product on packed operands that stay in cache: Gflop/s.
    PRODUCT,
    /// Fused multiply-adds on registers alone: Gflop/s.
    MULTIPLY_ADD,
    /// Reading as many bytes as the weights of a token take, and nothing else: GB/s.
    READ;

    @Override
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public boolean offers(Task task) {
        return switch (task.kind()) {
            case TRAIN -> this != READ;
            case GENERATE -> this == READ;
            case STREAMS, SCORE -> false;
        };
    }

    /// The ceiling that a task is compared with.
    public static Optional<Ceiling> of(Task.Kind kind) {
        return switch (kind) {
            case TRAIN -> Optional.of(PRODUCT);
            case GENERATE -> Optional.of(READ);
            case STREAMS, SCORE -> Optional.empty();
        };
    }

    @Override
    public Work open(Task task, int threads) {
        return switch (this) {
            case PRODUCT -> new ProductCeiling(threads);
            case MULTIPLY_ADD -> new MultiplyAddCeiling(threads);
            case READ -> new ReadCeiling(task.weightBytes(), threads);
        };
    }

    /// Reading an array of so many bytes over and over, each thread its share.
    public static Work reading(long bytes, int threads) {
        return new ReadCeiling(bytes, threads);
    }
}
