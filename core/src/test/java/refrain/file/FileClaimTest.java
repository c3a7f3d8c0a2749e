package refrain.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import refrain.refusal.RefusalException;

class FileClaimTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("m.arpa");
    }

    /// A process that claims a file, says so and keeps it until its input ends.
    static final class Keeper {
        private Keeper() {}

        static void main(String[] args) throws Exception {
            try (FileClaim claim = FileClaim.of(Path.of(args[0]))) {
                System.out.println(claim.isHeld());
                System.in.transferTo(System.out);
            }
        }

        static ProcessBuilder of(Path file) {
            return new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    Keeper.class.getName(),
                    file.toString());
        }
    }

    @Test
    void file_ofAnotherProcess_isRefusedUntilThatIsGoneHoweverItEnds() throws Exception {
        Path partial = AtomicFile.partial(file);
        Process keeper = Keeper.of(partial)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = keeper.inputReader()) {
            assertThat(said.readLine()).isEqualTo("true");
            Files.writeString(partial, "half");

            assertThatExceptionOfType(RefusalException.class)
                    .isThrownBy(() -> AtomicFile.write(file, new byte[3]))
                    .withMessage("%s: another program is writing it%n  wait for its end, or choose another name"
                            .formatted(file));
            assertThat(file).doesNotExist();
            assertThat(partial).hasContent("half");
        } finally {
            keeper.destroyForcibly().waitFor();
        }
        AtomicFile.write(file, "whole".getBytes(StandardCharsets.UTF_8));
        assertThat(file).hasContent("whole");
        assertThat(partial).doesNotExist();
    }

    /// On many systems a file that is closed a second time would no longer be locked.
    @Test
    void file_afterARefusalInThisProcess_isStillKeptFromOthers() throws Exception {
        FileClaim claim = FileClaim.of(file);
        try (claim) {
            assertThatExceptionOfType(ClaimedException.class)
                    .isThrownBy(() -> FileClaim.of(file))
                    .matches(ClaimedException::isHere);
            Process other = Keeper.of(file).start();
            String error = new String(other.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(other.waitFor()).isEqualTo(1);
            assertThat(error).contains("another process has the file");
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void content_ofAClaimedFile_stays() throws Exception {
        Files.writeString(file, "old");
        try (FileClaim claim = FileClaim.of(file)) {
            ByteBuffer found = ByteBuffer.allocate(9);
            claim.channel().read(found, 0);
            assertThat(new String(found.array(), 0, found.position(), StandardCharsets.US_ASCII))
                    .isEqualTo("old");
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void file_renamedWhileClaimed_isNotDeleted() throws Exception {
        Path renamed = folder.resolve("renamed");
        try (FileClaim claim = FileClaim.of(file)) {
            claim.channel().write(ByteBuffer.wrap(new byte[] {1, 2}));
            Files.move(file, renamed);
            Files.writeString(file, "somebody else's");
        }
        assertThat(renamed).hasBinaryContent(new byte[] {1, 2});
        assertThat(file).hasContent("somebody else's");
    }

    @Test
    void folder_thatIsMissing_isAnIOException() {
        assertThatIOException()
                .isThrownBy(() -> FileClaim.of(folder.resolve("none").resolve("m")))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void file_whoseChannelWasClosed_canBeWrittenAgain() throws Exception {
        assertThatIOException().isThrownBy(() -> AtomicFile.write(file, FileChannel::close));
        assertThat(folder).isEmptyDirectory();
        AtomicFile.write(file, new byte[] {1});
        assertThat(file).hasBinaryContent(new byte[] {1});
    }

    @ParameterizedTest
    @ValueSource(strings = {"none/x", "precious.txt"})
    void link_isSaidToBeOne_andWhereItLeadsIsLeftAlone(String target) throws IOException {
        Path precious = Files.writeString(folder.resolve("precious.txt"), "precious");
        Path partial = Files.createSymbolicLink(AtomicFile.partial(file), folder.resolve(target));
        assertThatIOException()
                .isThrownBy(() -> AtomicFile.write(file, new byte[1]))
                .withMessageContaining(partial + " is a link; delete it");
        assertThat(precious).hasContent("precious");
        assertThat(partial).isSymbolicLink();
    }

    @Test
    void file_underAnotherOfItsNames_isRefusedAndStillKeptFromOthers() throws Exception {
        Path alias = folder.resolve("alias");
        try (FileClaim claim = FileClaim.of(file)) {
            Files.createLink(alias, file);
            assertThatExceptionOfType(ClaimedException.class)
                    .isThrownBy(() -> FileClaim.of(alias))
                    .matches(ClaimedException::isHere);
            Process other = Keeper.of(file).start();
            assertThat(other.getErrorStream().readAllBytes()).isNotEmpty();
            assertThat(other.waitFor()).isEqualTo(1);
            assertThat(claim.isHeld()).isTrue();
        }
        FileClaim.of(alias).close();
    }

    @Test
    void place_isTriedBeforeTheWork() throws IOException {
        AtomicFile.requireWritable(file);
        assertThat(folder).isEmptyDirectory();
        Path missing = folder.resolve("none").resolve("m");
        assertThatIOException()
                .isThrownBy(() -> AtomicFile.requireWritable(missing))
                .withMessage(missing + ": it cannot be written: its directory does not exist");
        Path long250 = folder.resolve("m".repeat(250));
        assertThatIOException()
                .isThrownBy(() -> AtomicFile.requireWritable(long250))
                .withMessageStartingWith(long250 + ": it cannot be written: ");
    }

    /// Each writer gets its file whole or is refused: what is found is never a mixture.
    @Test
    void writers_atTheSameTime_neverMixTheirContents() throws Exception {
        AtomicFile.write(file, new byte[20_000]);
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        Thread[] writers = new Thread[4];
        for (int t = 0; t < writers.length; t++) {
            byte[] content = new byte[20_000];
            Arrays.fill(content, (byte) ('a' + t));
            writers[t] = Thread.ofPlatform().start(() -> {
                for (int written = 0; written < 10; ) {
                    try {
                        AtomicFile.write(file, content);
                        written++;
                    } catch (RefusalException refused) {
                        Thread.yield();
                    } catch (IOException | RuntimeException e) {
                        failures.add(e);
                        return;
                    }
                }
            });
        }
        boolean writing = true;
        while (writing) {
            writing = Arrays.stream(writers).anyMatch(Thread::isAlive); // once more after the last
            byte[] found = Files.readAllBytes(file);
            assertThat(found).hasSize(20_000).containsOnly(found[0]);
        }
        assertThat(failures).isEmpty();
        assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
    }
}
