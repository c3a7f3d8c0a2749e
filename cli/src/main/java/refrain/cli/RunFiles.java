package refrain.cli;

import java.nio.file.Path;

/// The files of one training run, all beside the model and named after it.
///
/// @param model MODEL.safetensors
record RunFiles(Path model) {
    private static final String SUFFIX = ".safetensors";

    RunFiles {
        String name = model.getFileName() == null ? "" : model.getFileName().toString();
        if (!name.endsWith(SUFFIX) || name.equals(SUFFIX)) {
            throw new IllegalArgumentException(
                    "--out %s: a model file's name ends in %s; write --out %s%s".formatted(model, SUFFIX, model, SUFFIX));
        }
    }

    Path folder() {
        Path absolute = model.toAbsolutePath();
        return absolute.getParent() == null ? absolute : absolute.getParent();
    }

    Path checkpoint() {
        return beside(".checkpoint");
    }

    Path metrics() {
        return beside(".metrics.jsonl");
    }

    Path picture() {
        return beside(".svg");
    }

    Path trainingTokens() {
        return beside(".training.tokens");
    }

    Path validationTokens() {
        return beside(".validation.tokens");
    }

    private Path beside(String suffix) {
        String name = model.getFileName().toString();
        return model.resolveSibling(name.substring(0, name.length() - SUFFIX.length()) + suffix);
    }
}
