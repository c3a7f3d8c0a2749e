package refrain.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {
    @TempDir
    private Path folder;

    private RunFiles files;

    @BeforeEach
    void name() {
        files = new RunFiles(folder.resolve("m.safetensors"));
    }

    @Test
    void lock_takenTwice_isRefusedNamingTheHolder() throws IOException {
        try (RunLock lock = RunLock.of(files)) {
            assertThat(lock.files()).isEqualTo(files);
            assertThatExceptionOfType(TrainingException.class)
                    .isThrownBy(() -> RunLock.of(files))
                    .withMessage("%s: another run is writing it: process %d%n  wait for its end, or choose another name"
                            .formatted(files.model(), ProcessHandle.current().pid()));
        }
    }

    @Test
    void lock_givenBack_leavesNoFileAndCanBeTakenAgain() throws IOException {
        RunLock.of(files).close();
        assertThat(files.lock()).doesNotExist();
        RunLock.of(files).close();
    }

    @Test
    void file_leftByAProcessThatIsGone_blocksNobody() throws IOException {
        Files.writeString(files.lock(), "process 1");
        RunLock.of(files).close();
        assertThat(files.lock()).doesNotExist();
    }

    @Test
    void trainer_ofALockedRun_isRefusedUntouched() throws IOException {
        try (TinyRun run = TinyRun.small();
                RunLock lock = RunLock.of(files)) {
            assertThatExceptionOfType(TrainingException.class)
                    .isThrownBy(() -> run.trainer(TinyRun.CONFIG).train(files.model()))
                    .withMessageContaining("another run is writing it");
            assertThat(files.metrics()).doesNotExist();
            assertThat(run.trainer(TinyRun.CONFIG).train(lock).ending()).isEqualTo(Ending.COMPLETE);
        }
    }
}
