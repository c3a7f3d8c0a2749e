package refrain.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import refrain.train.config.TrainingConfig;

/// A folder of runs by name.
record RunFolder(Path folder) {
    Path model(String name) {
        return folder.resolve(name + ".safetensors");
    }

    Path checkpoint(String name) {
        return new RunFiles(model(name)).checkpoint();
    }

    List<String> metrics(String name) throws IOException {
        return Files.readAllLines(new RunFiles(model(name)).metrics());
    }

    /// Starts a run, or goes on with it, and asks it to stop after `update` updates.
    Result stopAt(TinyRun run, int update, TrainingConfig config, String name) throws IOException {
        Trainer trainer = run.trainer(config).whenFound(Existing.RESUME);
        return trainer.listening(stopAt(trainer, update)).train(model(name));
    }

    static TrainingListener stopAt(Trainer trainer, int update) {
        return new TrainingListener() {
            @Override
            public void updated(Status status) {
                if (status.update() >= update) {
                    trainer.requestStop();
                }
            }
        };
    }

    /// Two runs made the same model, and tell the same story of it.
    void assertSameRun(String name, String expected) throws IOException {
        assertThat(model(name)).hasSameBinaryContentAs(model(expected));
        assertThat(story(name)).isEqualTo(story(expected));
    }

    /// The metrics, without what time and machine put into them.
    private List<String> story(String name) throws IOException {
        return metrics(name).stream()
                .filter(line -> !line.startsWith("{\"started\""))
                .map(line -> line.replaceAll(",\"(tokensPerSecond|seconds)\":[^,}]*", ""))
                .toList();
    }
}
