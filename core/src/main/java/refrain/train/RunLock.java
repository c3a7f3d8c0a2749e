package refrain.train;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import refrain.file.AtomicFile;
import refrain.file.ClaimedException;
import refrain.file.FileClaim;
import refrain.refusal.RefusalException;

/// The right to write the files of a run, which one process has at a time: its `STEM.lock`, claimed, names the process.
public final class RunLock implements AutoCloseable {
    private static final int LONGEST_MARK = 40;

    private final RunFiles files;
    private final FileClaim claim;

    private RunLock(RunFiles files, FileClaim claim) {
        this.files = files;
        this.claim = claim;
    }

    /// Takes the lock.
    /// @throws RefusalException if another run has it
    /// @throws IOException if the lock's file cannot be written
    public static RunLock of(RunFiles files) throws IOException {
        try {
            FileClaim claim = FileClaim.of(files.lock());
            mark(claim);
            return new RunLock(files, claim);
        } catch (ClaimedException e) {
            throw new RefusalException("%s: another run is writing it%s%n".formatted(files.model(), holder(files, e))
                    + "  wait for its end, or choose another name");
        } catch (IOException e) {
            throw new IOException("%s: it cannot be written: %s".formatted(files.model(), AtomicFile.reason(e)), e);
        }
    }

    private static void mark(FileClaim claim) throws IOException {
        try {
            claim.channel().truncate(0).write(ByteBuffer.wrap(mark().getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            claim.close();
            throw e;
        }
    }

    private static String mark() {
        return "process " + ProcessHandle.current().pid();
    }

    private static String holder(RunFiles files, ClaimedException claimed) {
        if (claimed.isHere()) {
            return ": " + mark();
        }
        return readMark(files.lock()).map(mark -> ": " + mark).orElse("");
    }

    /// Empty if there is none or it cannot be read.
    private static Optional<String> readMark(Path lock) {
        ByteBuffer mark = ByteBuffer.allocate(LONGEST_MARK);
        try (FileChannel channel = FileChannel.open(lock)) {
            channel.read(mark, 0);
        } catch (IOException e) {
            return Optional.empty();
        }
        String text = StandardCharsets.US_ASCII.decode(mark.flip()).toString();
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /// The files it is of.
    public RunFiles files() {
        return files;
    }

    /// @throws IllegalStateException if it was given back
    void requireHeld() {
        if (!claim.isHeld()) {
            throw new IllegalStateException("%s: the lock was given back before the run%n".formatted(files.lock())
                    + "  take it again (RunLock.of) and close it after the run");
        }
    }

    /// Gives the lock back and deletes its file, the first time.
    @Override
    public void close() throws IOException {
        claim.close();
    }
}
