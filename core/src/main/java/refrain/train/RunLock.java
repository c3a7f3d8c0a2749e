package refrain.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import refrain.file.AtomicFile;
import refrain.file.ClaimedException;
import refrain.file.LockFile;
import refrain.refusal.RefusalException;

/// The right to write the files of a run, which one process has at a time: that of its `STEM.lock`.
public final class RunLock implements AutoCloseable {
    private final RunFiles files;
    private final LockFile lock;

    private RunLock(RunFiles files, LockFile lock) {
        this.files = files;
        this.lock = lock;
    }

    /// Takes the lock.
    /// @throws RefusalException if another run has it
    /// @throws IOException if the lock's file cannot be written, or is none
    public static RunLock of(RunFiles files) throws IOException {
        try {
            return new RunLock(files, LockFile.of(files.lock()));
        } catch (ClaimedException e) {
            String holder = LockFile.mark(files.lock()).map(mark -> ": " + mark).orElse("");
            throw new RefusalException("%s: another run is writing it%s%n".formatted(files.model(), holder)
                    + "  wait for its end, or choose another name");
        } catch (IOException e) {
            Path which = Files.exists(files.lock()) ? files.lock() : files.model();
            throw new IOException("%s: it cannot be written: %s".formatted(which, AtomicFile.reason(e)), e);
        }
    }

    /// The files it is of.
    public RunFiles files() {
        return files;
    }

    /// Whether it was not given back.
    public boolean isHeld() {
        return lock.isHeld();
    }

    /// @throws IllegalStateException if it was given back
    void requireHeld() {
        if (!isHeld()) {
            throw new IllegalStateException("%s: the lock was given back before the run%n".formatted(files.lock())
                    + "  take it again (RunLock.of) and close it after the run");
        }
    }

    /// Gives the lock back and deletes its file, the first time.
    @Override
    public void close() throws IOException {
        lock.close();
    }
}
