package refrain.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import refrain.file.LockFile;
import refrain.refusal.RefusalException;

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
            assertThatExceptionOfType(RefusalException.class)
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

    /// On many systems closing a file a second time would have given the lock back.
    @Test
    void lock_afterARefusedAttemptOfThisProcess_stillKeepsOthersOut() throws IOException, InterruptedException {
        try (RunLock lock = RunLock.of(files)) {
            assertThatExceptionOfType(RefusalException.class).isThrownBy(() -> RunLock.of(lock.files()));
            Process other = TinyRun.process(files.model())
                    .redirectError(ProcessBuilder.Redirect.PIPE)
                    .start();
            String error = new String(other.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(other.waitFor()).isEqualTo(1);
            assertThat(error)
                    .contains("another run is writing it: process "
                            + ProcessHandle.current().pid());
        }
        assertThat(files.checkpoint()).doesNotExist();
    }

    @Test
    void lock_ofTheSameFileUnderAnotherName_isRefused() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder);
        try (RunLock lock = RunLock.of(files)) {
            RunFiles same = new RunFiles(link.resolve("m.safetensors"));
            assertThat(same).isNotEqualTo(lock.files());
            assertThatExceptionOfType(RefusalException.class).isThrownBy(() -> RunLock.of(same));
        }
    }

    @Test
    void lock_closedTwice_leavesTheLockOfAnotherRun() throws IOException {
        RunLock first = RunLock.of(files);
        first.close();
        try (RunLock second = RunLock.of(files)) {
            first.close();
            assertThat(second.files().lock()).exists();
            assertThatExceptionOfType(RefusalException.class).isThrownBy(() -> RunLock.of(files));
        }
        assertThat(files.lock()).doesNotExist();
    }

    @Test
    void trainer_withALockGivenBack_isRefused() throws IOException {
        RunLock lock = RunLock.of(files);
        lock.close();
        try (TinyRun run = TinyRun.small()) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> run.trainer(TinyRun.CONFIG).train(lock))
                    .withMessage("%s: the lock was given back before the run%n".formatted(files.lock())
                            + "  take it again (RunLock.of) and close it after the run");
        }
        assertThat(files.metrics()).doesNotExist();
    }

    @Test
    void file_leftByAProcessThatIsGone_blocksNobody() throws IOException {
        Files.writeString(files.lock(), "process 1");
        RunLock.of(files).close();
        assertThat(files.lock()).doesNotExist();
    }

    @Test
    void file_ofAnotherProgram_isRefusedUntouched() throws IOException {
        String content = "[[package]]\nprocess 7\n";
        Files.writeString(files.lock(), content);
        assertThatIOException()
                .isThrownBy(() -> RunLock.of(files))
                .withMessage(files.lock() + ": it cannot be written: a file of another kind has that name;"
                        + " move it, or choose another name");
        assertThat(files.lock()).hasContent(content);
    }

    /// As that of flock(1).
    @Test
    void file_thatIsEmpty_isTakenAndLeftEmpty() throws IOException {
        Files.createFile(files.lock());
        try (RunLock lock = RunLock.of(files)) {
            assertThat(lock.files().lock())
                    .hasContent("process " + ProcessHandle.current().pid());
        }
        assertThat(files.lock()).isEmptyFile();
        RunLock.of(files).close();
        assertThat(files.lock()).isEmptyFile();
    }

    /// It is known without being opened, which would give it back.
    @Test
    void lock_readThroughALink_stillKeepsOthersOut() throws IOException, InterruptedException {
        try (RunLock lock = RunLock.of(files)) {
            Path link = Files.createSymbolicLink(
                    folder.resolve("latest.lock"), lock.files().lock());
            assertThat(LockFile.mark(link))
                    .contains("process " + ProcessHandle.current().pid());
            Process other = TinyRun.process(files.model())
                    .redirectError(ProcessBuilder.Redirect.PIPE)
                    .start();
            String error = new String(other.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(other.waitFor()).isEqualTo(1);
            assertThat(error).contains("another run is writing it");
        }
    }

    @Test
    void folder_ofThatName_isSaidToBeInTheWay() throws IOException {
        Files.createDirectory(files.lock());
        assertThatIOException()
                .isThrownBy(() -> RunLock.of(files))
                .withMessageStartingWith(files.lock() + ": it cannot be written: ");
    }

    @Test
    void trainer_ofALockedRun_isRefusedUntouched() throws IOException {
        try (TinyRun run = TinyRun.small();
                RunLock lock = RunLock.of(files)) {
            assertThatExceptionOfType(RefusalException.class)
                    .isThrownBy(() -> run.trainer(TinyRun.CONFIG).train(files.model()))
                    .withMessageContaining("another run is writing it");
            assertThat(files.metrics()).doesNotExist();
            assertThat(run.trainer(TinyRun.CONFIG).train(lock).ending()).isEqualTo(Ending.COMPLETE);
        }
    }
}
