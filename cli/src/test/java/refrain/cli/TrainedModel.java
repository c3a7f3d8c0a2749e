package refrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A small model trained by the command on a song that returns, with the files it left.
record TrainedModel(Path text, Path model, Captured.Run run) {
    static final String LINE = "the line of a song that returns\n";

    static TrainedModel in(Path folder, String... options) {
        try {
            Path text = Files.writeString(folder.resolve("song.txt"), LINE.repeat(60));
            return in(folder, text, options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static TrainedModel in(Path folder, Path text, String... options) {
        Path model = folder.resolve("m.safetensors");
        Object[] words = new Object[11 + options.length];
        Object[] fixed = {
            "train", text, "--out", model, "--layers", "lstm:16", "--batch", "2", "--steps", "8", "--json"
        };
        System.arraycopy(fixed, 0, words, 0, fixed.length);
        System.arraycopy(options, 0, words, fixed.length, options.length);
        Captured.Run run = Captured.run(words);
        assertThat(run.code()).as(run.err()).isZero();
        return new TrainedModel(text, model, run);
    }

    Path beside(String suffix) {
        return model.resolveSibling("m" + suffix);
    }
}
