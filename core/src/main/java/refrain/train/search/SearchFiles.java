package refrain.train.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import refrain.file.AtomicFile;
import refrain.train.RunFiles;

/// The files of a search: those of each trial in the folder `.STEM.search` beside the model, whose name begins with a
/// dot so that nobody takes them for texts, and for the winner those of a run.
record SearchFiles(RunFiles model) {
    /// Makes the folder; what a search that was killed left in it is deleted.
    void begin() throws IOException {
        delete();
        Files.createDirectory(folder());
    }

    RunFiles trial(int number) {
        return new RunFiles(folder().resolve("trial-%d.safetensors".formatted(number)));
    }

    /// Where a run goes that only measures the speed.
    RunFiles pace() {
        return new RunFiles(folder().resolve("pace.safetensors"));
    }

    /// Puts the files of a trial in the place of the model's.
    void keep(int number) throws IOException {
        try {
            move(trial(number));
        } catch (IOException e) {
            throw new IOException(
                    "%s: the best trial cannot be put there: %s; what is left of it is %s until the next search"
                            .formatted(
                                    model.model(),
                                    AtomicFile.reason(e),
                                    trial(number).model()),
                    e);
        }
    }

    /// The checkpoint comes first: a model is never newer.
    private void move(RunFiles trial) throws IOException {
        Files.deleteIfExists(model.superseded());
        AtomicFile.rename(trial.checkpoint(), model.checkpoint());
        AtomicFile.rename(trial.metrics(), model.metrics());
        if (Files.exists(trial.superseded())) {
            AtomicFile.rename(trial.superseded(), model.superseded());
        }
        AtomicFile.rename(trial.model(), model.model());
    }

    /// Deletes the folder and what is in it, if it is there.
    void delete() throws IOException {
        if (!Files.exists(folder())) {
            return;
        }
        List<Path> all;
        try (Stream<Path> found = Files.walk(folder())) {
            all = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : all) {
            Files.delete(file);
        }
    }

    private Path folder() {
        String name = String.valueOf(model.search().getFileName());
        return model.model().resolveSibling("." + name.substring(0, name.length() - ".jsonl".length()));
    }
}
