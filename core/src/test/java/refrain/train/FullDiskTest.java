package refrain.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import refrain.train.config.TrainingConfig;

/// A disk without room: what is written through a link to `/dev/full` finds none.
class FullDiskTest {
    private static final TrainingConfig CONFIG = TinyRun.CONFIG;

    @TempDir
    private Path folder;

    private RunFolder files;
    private TinyRun run;

    @BeforeEach
    void open() throws IOException {
        files = new RunFolder(folder);
        run = TinyRun.small();
    }

    @AfterEach
    void close() {
        run.close();
    }

    @Test
    void fullDisk_leavesTheLastCheckpoint() throws IOException {
        Path checkpoint = files.checkpoint("m");
        Path full = folder.resolve("m.checkpoint.partial");
        TrainingListener filling = new TrainingListener() {
            @Override
            public void updated(Status status) {
                if (status.update() == 20) {
                    link(full);
                }
            }
        };
        assertThatIOException()
                .isThrownBy(() -> run.trainer(CONFIG)
                        .savingEvery(Duration.ZERO)
                        .listening(filling)
                        .train(files.model("m")))
                .withMessage(checkpoint + ": it cannot be written: No space left on device;"
                        + " the file of that name is unchanged");
        run.trainer(CONFIG).whenFound(Existing.RESUME).train(files.model("m"));
        run.trainer(CONFIG).train(files.model("whole"));
        files.assertSameRun("m", "whole");
    }

    /// The worst moment for a kill: between the checkpoint and the model file with the same weights.
    @Test
    void fullDisk_betweenCheckpointAndModel_isMadeGoodByTheResumedRun() throws IOException {
        Path full = folder.resolve("m.safetensors.partial");
        for (int update : new int[] {0, 100, 140}) {
            Files.createSymbolicLink(full, Path.of("/dev/full"));
            assertThatIOException()
                    .isThrownBy(
                            () -> run.trainer(CONFIG).whenFound(Existing.RESUME).train(files.model("m")))
                    .withMessageContaining("No space left on device");
            assertThat(full).doesNotExist();
            files.stopAt(run, update, CONFIG, "m");
        }
        run.trainer(CONFIG).whenFound(Existing.RESUME).train(files.model("m"));
        run.trainer(CONFIG).train(files.model("whole"));
        files.assertSameRun("m", "whole");
    }

    /// What is written there finds no room.
    private static void link(Path full) {
        try {
            Files.createSymbolicLink(full, Path.of("/dev/full"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
