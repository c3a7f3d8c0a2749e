package refrain.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("m.safetensors");
    }

    private static void put(FileChannel channel, String text) throws IOException {
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void content_replacesTheOldFile() throws IOException {
        AtomicFile.write(file, channel -> put(channel, "old and longer"));
        AtomicFile.write(file, channel -> put(channel, "new"));

        assertThat(file).hasContent("new");
        assertThat(directory).isDirectoryContaining(file::equals).isDirectoryNotContaining(path -> !path.equals(file));
    }

    @Test
    void oldFile_isThereUntilTheNewOneIsWhole() throws IOException {
        Files.writeString(file, "old");
        AtomicFile.write(file, channel -> {
            put(channel, "new");
            assertThat(file).hasContent("old");
        });
        assertThat(file).hasContent("new");
    }

    @Test
    void failure_leavesTheOldFileAndNothingElse() throws IOException {
        Files.writeString(file, "old");

        assertThatIOException()
                .isThrownBy(() -> AtomicFile.write(file, channel -> {
                    put(channel, "half");
                    throw new IOException("No space left on device");
                }))
                .withMessage(
                        "%s: it cannot be written: No space left on device; the file of that name is unchanged", file);
        assertThat(file).hasContent("old");
        assertThat(directory).isDirectoryNotContaining(path -> !path.equals(file));
    }

    @Test
    void unexpectedFailure_leavesNothing() {
        assertThatIllegalStateException()
                .isThrownBy(() -> AtomicFile.write(file, channel -> {
                    put(channel, "half");
                    throw new IllegalStateException("a bug");
                }));
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void directory_thatIsMissing_isSaid() {
        Path inside = directory.resolve("none").resolve("m");

        assertThatIOException()
                .isThrownBy(() -> AtomicFile.write(inside, channel -> {}))
                .withMessage(inside + ": it cannot be written: its directory does not exist");
    }

    @Test
    void leftOver_ofAKilledProcess_isOverwritten() throws IOException {
        Files.writeString(directory.resolve("m.safetensors.partial"), "a longer half of an older file");
        AtomicFile.write(file, channel -> put(channel, "new"));

        assertThat(file).hasContent("new");
        assertThat(directory).isDirectoryNotContaining(path -> !path.equals(file));
    }

    /// A device that is always full stands for the full disk, where there is one.
    @Test
    void fullDevice_isAnIOException() {
        assertThatIOException()
                .isThrownBy(() -> AtomicFile.write(file, channel -> {
                    Path full = Path.of("/dev/full");
                    if (!Files.isWritable(full)) {
                        throw new IOException("No space left on device");
                    }
                    try (FileChannel device = FileChannel.open(full, StandardOpenOption.WRITE)) {
                        put(device, "x");
                    }
                }))
                .withMessageContaining("it cannot be written: No space left on device");
        assertThat(directory).isEmptyDirectory();
    }
}
