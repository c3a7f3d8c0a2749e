package refrain.cli.options;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import refrain.kernel.Kernels;
import refrain.lm.LanguageModel;
import refrain.lm.files.Models;
import refrain.refusal.RefusalException;

/// What changes the speed of a run and not its result.
@OptionGroup("Machine")
public final class RunOptions {
    /// More workers than this wait for each other longer than they work.
    private static final int MAX_THREADS = 1_024;

    @Option(names = "--threads", paramLabel = "N", description = "Threads to use (default: one for each processor).")
    private @Nullable Integer threads;

    @Option(
            names = "--kernels",
            paramLabel = "NAME",
            description = "Arithmetic: plain, vector128, vector256, vector512; same results, other speed"
                    + " (default: the fastest here).")
    private @Nullable String kernels;

    /// @throws IllegalArgumentException if out of range
    public int threads() {
        if (threads == null) {
            return Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors());
        }
        if (threads < 1 || threads > MAX_THREADS) {
            throw new IllegalArgumentException(
                    "threads is %,d; it must be from 1 to %,d".formatted(threads, MAX_THREADS));
        }
        return threads;
    }

    /// @throws IllegalArgumentException if the name is unknown or these cannot be had here
    public Kernels kernels() {
        return kernels == null ? Kernels.best() : Kernels.named(kernels);
    }

    /// The model of a file, or the mixture of several, ready to be used.
    /// @throws RefusalException if the heap is too small for it
    public LanguageModel read(CommandSpec command, Path file) throws IOException {
        Kernels chosen = Usage.of(command, this::kernels);
        int workers = Usage.of(command, this::threads);
        Models.heapNeed(file, workers).require(file + ": this model");
        return Models.read(file, chosen, workers);
    }
}
