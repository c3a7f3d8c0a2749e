package refrain.train;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import refrain.file.AtomicFile;
import refrain.refusal.RefusalException;
import refrain.refusal.Remedy;
import refrain.text.corpus.Digests;

/// The model file of a run. Where the last model of a run replaces the best of the regular validations, that one
/// stays beside it under a second name, so that a run that is interrupted before it has noted its end, or that a
/// later limit lets go on, finds it again.
record BestModel(RunFiles files) {
    /// Whether the model file is the one with this digest.
    boolean is(String sha256) throws IOException {
        return holds(files.model(), sha256);
    }

    private static boolean holds(Path file, String sha256) throws IOException {
        return Files.exists(file) && Digests.sha256(file).equals(sha256);
    }

    /// Gives the model file that is about to be replaced its second name; the first is its own until then, where
    /// the file system has links.
    void supersede() throws IOException {
        if (!Files.exists(files.model())) {
            return;
        }
        Files.deleteIfExists(files.superseded());
        try {
            Files.createLink(files.superseded(), files.model());
        } catch (UnsupportedOperationException | FileSystemException e) {
            AtomicFile.rename(files.model(), files.superseded());
        }
    }

    /// Whether a run in this state finds the model it goes on from, under either name, or needs none.
    boolean isRestorable(RunState state) throws IOException {
        return !state.best.isKnown()
                || state.isBestUnwritten()
                || is(state.best.sha256())
                || holds(files.superseded(), state.best.sha256());
    }

    /// Puts the model file with this digest in its place, from whichever name it has.
    /// @throws RefusalException if neither name holds it
    void restore(String sha256) throws IOException {
        if (is(sha256)) {
            Files.deleteIfExists(files.superseded());
        } else if (holds(files.superseded(), sha256)) {
            AtomicFile.rename(files.superseded(), files.model());
        } else {
            throw refusal();
        }
    }

    /// What to say of a model that is neither in place nor can be put there.
    RefusalException refusal() {
        return new RefusalException(
                "%s: it is not the model that the run had made when %s was written%n  put that model back, or "
                        .formatted(files.model(), files.checkpoint().getFileName()),
                Remedy.Choice.START_ANEW);
    }

    /// Deletes it under both names.
    void delete() throws IOException {
        Files.deleteIfExists(files.superseded());
        Files.deleteIfExists(files.model());
    }
}
