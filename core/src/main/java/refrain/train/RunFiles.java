package refrain.train;

import java.nio.file.Path;

/// The files of one training run, all beside the model and named after it: STEM is the model's name without
/// `.safetensors`.
/// @param model `STEM.safetensors`, the best model so far
public record RunFiles(Path model) {
    private static final String SUFFIX = ".safetensors";

    public RunFiles {
        if (!model.toString().endsWith(SUFFIX) || name(model).equals(SUFFIX)) {
            throw new IllegalArgumentException(
                    "%s: a model file's name ends in %s; write %s%s".formatted(model, SUFFIX, model, SUFFIX));
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

    /// `STEM.training.tokens`: the training text as token ids, while the run lasts.
    public Path trainingTokens() {
        return beside(".training.tokens");
    }

    /// `STEM.validation.tokens`: the validation text as token ids, while the run lasts.
    public Path validationTokens() {
        return beside(".validation.tokens");
    }

    private Path beside(String suffix) {
        String name = name(model);
        return model.resolveSibling(name.substring(0, name.length() - SUFFIX.length()) + suffix);
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
