package refrain.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Optional;

/// A claimed file that names the process that has it: `process N`.
public final class LockFile implements AutoCloseable {
    private static final String MARK = "process ";
    private static final int LONGEST_MARK = 40;

    private final FileClaim claim;
    private final boolean empty;

    private LockFile(FileClaim claim, boolean empty) {
        this.claim = claim;
        this.empty = empty;
    }

    /// Takes it; one left by a killed process is in nobody's way. An empty file may be another program's lock: it is
    /// taken, too, and stays, empty again; a process that is killed has no chance to.
    /// @throws ClaimedException if somebody has it
    /// @throws IOException if it cannot be written, or is a file of another kind, which is left alone
    public static LockFile of(Path file) throws IOException {
        FileClaim claim = FileClaim.of(file);
        try {
            boolean empty = !claim.isMade() && claim.channel().size() == 0;
            boolean foreign = !claim.isMade() && mark(claim.channel()).isEmpty();
            if (foreign) {
                claim.keep();
            }
            if (foreign && !empty) {
                throw new FileSystemException(
                        file.toString(), null, "a file of another kind has that name; move it, or choose another name");
            }
            claim.channel().truncate(0).write(ByteBuffer.wrap(mark().getBytes(StandardCharsets.US_ASCII)));
            return new LockFile(claim, empty);
        } catch (IOException e) {
            claim.close();
            throw e;
        }
    }

    private static String mark() {
        return MARK + ProcessHandle.current().pid();
    }

    /// What is written in a file, if it is one of these; empty if not, or if it cannot be read.
    public static Optional<String> mark(Path file) {
        try {
            if (FileClaim.isHere(file)) {
                return Optional.of(mark());
            }
            try (FileChannel channel = FileChannel.open(file)) {
                return mark(channel);
            }
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> mark(FileChannel channel) throws IOException {
        ByteBuffer mark = ByteBuffer.allocate(LONGEST_MARK);
        channel.read(mark, 0);
        String text = StandardCharsets.US_ASCII.decode(mark.flip()).toString();
        return Optional.of(text).filter(found -> found.matches(MARK + "[0-9]+"));
    }

    /// Whether it was not given back.
    public boolean isHeld() {
        return claim.isHeld();
    }

    /// Gives it back and deletes it, the first time.
    @Override
    public void close() throws IOException {
        try {
            if (empty && claim.isHeld()) {
                claim.channel().truncate(0);
            }
        } finally {
            claim.close();
        }
    }
}
