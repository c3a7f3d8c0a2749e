package refrain.train.search;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import refrain.file.AtomicFile;
import refrain.train.RunFiles;

/// The files of a search: those of each trial in the folder `.STEM.search` beside the model, whose name begins with a
/// dot so that nobody takes them for texts, and for the winner those of a run.
record SearchFiles(RunFiles model) {
    private static final Pattern OWN = Pattern.compile("(trial-[0-9]+|pace)\\..*");

    /// Makes the folder; what a search that was killed left in it is deleted.
    /// @throws IOException if it holds anything else; then all stays
    void begin() throws IOException {
        Optional<Path> foreign = found().filter(file -> !isOwn(file)).findFirst();
        if (foreign.isPresent()) {
            throw new IOException(
                    "%s: no search made it; move it out of the folder, which searches use".formatted(foreign.get()));
        }
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

    /// Deletes the files of trials, and the folder where nothing else has come into it meanwhile.
    void delete() throws IOException {
        for (Path file : found().filter(SearchFiles::isOwn).toList()) {
            Files.delete(file);
        }
        if (found().findAny().isEmpty()) {
            Files.deleteIfExists(folder());
        }
    }

    private static boolean isOwn(Path file) {
        return OWN.matcher(file.getFileName().toString()).matches();
    }

    /// What is in the folder; nothing if there is none.
    private Stream<Path> found() throws IOException {
        if (!Files.exists(folder(), LinkOption.NOFOLLOW_LINKS)) {
            return Stream.empty();
        }
        try (Stream<Path> found = Files.list(folder())) {
            return found.toList().stream();
        }
    }

    private Path folder() {
        String name = String.valueOf(model.search().getFileName());
        return model.model().resolveSibling("." + name.substring(0, name.length() - ".jsonl".length()));
    }
}
