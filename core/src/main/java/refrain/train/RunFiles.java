package refrain.train;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import refrain.file.AtomicFile;

/// The files of one training run, all beside the model and named after it: STEM is the model's name without
/// `.safetensors`.
/// @param model `STEM.safetensors`, the best model so far
public record RunFiles(Path model) {
    private static final String SUFFIX = ".safetensors";

    public RunFiles {
        if (!model.toString().endsWith(SUFFIX) || name(model).equals(SUFFIX)) {
            throw new IllegalArgumentException("\"%s\": a model file's name ends in %s; write %s%s"
                    .formatted(model, SUFFIX, name(model).isEmpty() ? "NAME" : model, SUFFIX));
        }
    }

    /// `STEM.checkpoint`: all that is needed to go on.
    public Path checkpoint() {
        return beside(".checkpoint");
    }

    /// `STEM.metrics.jsonl`: how the run went, one JSON object a line.
    public Path metrics() {
        return beside(".metrics.jsonl");
    }

    /// `STEM.svg`: the learning curve.
    public Path picture() {
        return beside(".svg");
    }

    /// `STEM.search.jsonl`: what a search for settings tried, one JSON object a line.
    public Path search() {
        return beside(".search.jsonl");
    }

    /// `STEM.training.tokens`: the training text as token ids, while the run lasts.
    public Path trainingTokens() {
        return beside(".training.tokens");
    }

    /// `STEM.validation.tokens`: the validation text as token ids, while the run lasts.
    public Path validationTokens() {
        return beside(".validation.tokens");
    }

    /// `STEM.superseded`: the best model of a regular validation, where the last model of a finished run replaced it.
    public Path superseded() {
        return beside(".superseded");
    }

    /// `STEM.lock`: locked while a run writes these files.
    public Path lock() {
        return beside(".lock");
    }

    /// Whether a file is one of these or a half-written one, by its name or by a link to it; no text is.
    /// @throws UncheckedIOException if files cannot be compared
    public boolean owns(Path file) {
        boolean named = all().anyMatch(own -> name(file).equals(name(own))) && isSame(folder(file), folder(model));
        return named || all().anyMatch(own -> isSame(file, own));
    }

    /// Those that a trainer leaves.
    Stream<Path> written() {
        return Stream.of(model, checkpoint(), metrics(), superseded());
    }

    /// These and half-written ones.
    Stream<Path> all() {
        return Stream.of(
                        model,
                        checkpoint(),
                        metrics(),
                        picture(),
                        search(),
                        trainingTokens(),
                        validationTokens(),
                        superseded(),
                        lock())
                .flatMap(own -> Stream.of(own, AtomicFile.partial(own)));
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (NoSuchFileException none) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().getParent());
    }

    /// A file named after the model.
    /// @param suffix what stands in place of `.safetensors`
    public Path beside(String suffix) {
        String name = name(model);
        return model.resolveSibling(name.substring(0, name.length() - SUFFIX.length()) + suffix);
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
