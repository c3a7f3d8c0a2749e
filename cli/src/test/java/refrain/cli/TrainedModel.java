package refrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
        List<Object> words =
                new ArrayList<>(List.of("train", text, "--out", model, "--batch", "2", "--steps", "8", "--json"));
        words.addAll(List.of(options));
        if (!words.contains("--layers")) {
            words.addAll(List.of("--layers", "lstm:16"));
        }
        Captured.Run run = Captured.run(words.toArray());
        assertThat(run.code()).as(run.err()).isZero();
        return new TrainedModel(text, model, run);
    }

    Path beside(String suffix) {
        return model.resolveSibling("m" + suffix);
    }
}
