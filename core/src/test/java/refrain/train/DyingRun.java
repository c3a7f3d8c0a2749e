package refrain.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import refrain.train.config.Limits;
import refrain.train.config.Schedule;
import refrain.train.config.TrainingConfig;

/// A run in a process of its own that dies at one of its changes to the disk: `DyingRun KIND CHANGE MODEL`.
enum DyingRun {
    /// Ends two updates after a regular validation, with a model that is better still.
    SHORT(TinyRun.CONFIG.withLimits(Limits.updates(66)), Existing.REFUSE, 1_000),
    /// Takes the place of an earlier run.
    OVERWRITING(SHORT.config, Existing.OVERWRITE, 1_000),
    /// Fixes its number of updates at one that is validated after, and is stopped a little later.
    TIMED(TinyRun.CONFIG.withSchedule(new Schedule.Cosine(64)).withLimits(Limits.minutes(10)), Existing.REFUSE, 75);

    final TrainingConfig config;
    private final Existing existing;
    final int stop;

    DyingRun(TrainingConfig config, Existing existing, int stop) {
        this.config = config;
        this.existing = existing;
        this.stop = stop;
    }

    /// Whether a process died at this change; otherwise it came to its end.
    boolean diesAt(int change, Path model) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx200m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "refrain.train.DyingRun",
                        name(),
                        String.valueOf(change),
                        model.toString())
                .inheritIO()
                .start();
        if (!process.waitFor(120, TimeUnit.SECONDS) || (process.exitValue() != 137 && process.exitValue() != 0)) {
            process.destroyForcibly();
            throw new AssertionError(this + " at change " + change + " neither died nor came to its end");
        }
        return process.exitValue() == 137;
    }

    /// Goes on with what is there, in this process.
    void resume(Path model) throws IOException {
        run(model, config, Existing.RESUME);
    }

    /// Runs with other limits, in this process.
    void run(Path model, Limits limits) throws IOException {
        run(model, config.withLimits(limits), Existing.REFUSE);
    }

    private void run(Path model, TrainingConfig limited, Existing choice) throws IOException {
        try (TinyRun run = TinyRun.small()) {
            Trainer trainer = run.trainer(limited).whenFound(choice);
            trainer.listening(RunFolder.stopAt(trainer, stop)).train(model);
        }
    }

    public static void main(String[] arguments) throws IOException {
        DyingRun kind = valueOf(arguments[0]);
        Path model = DyingFiles.at(Integer.parseInt(arguments[1]), Path.of(arguments[2]));
        kind.run(model, kind.config, kind.existing);
    }
}
