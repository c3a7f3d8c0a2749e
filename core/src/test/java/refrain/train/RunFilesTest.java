package refrain.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunFilesTest {
    @TempDir
    private Path folder;

    @Test
    void files_lieBesideTheModelAndBearItsName() {
        RunFiles files = new RunFiles(Path.of("models", "a.b.safetensors"));
        assertThat(files.checkpoint()).isEqualTo(Path.of("models", "a.b.checkpoint"));
        assertThat(files.metrics()).isEqualTo(Path.of("models", "a.b.metrics.jsonl"));
        assertThat(files.picture()).isEqualTo(Path.of("models", "a.b.svg"));
        assertThat(files.trainingTokens()).isEqualTo(Path.of("models", "a.b.training.tokens"));
        assertThat(files.validationTokens()).isEqualTo(Path.of("models", "a.b.validation.tokens"));
    }

    @Test
    void own_areTheFilesOfTheRunWholeOrHalfWritten() throws IOException {
        RunFiles files = new RunFiles(folder.resolve("m.safetensors"));
        Files.createDirectory(folder.resolve("below"));
        assertThat(folder.resolve("below/../m.checkpoint.partial")).matches(files::owns);
        for (String name : new String[] {
            "safetensors", "checkpoint", "metrics.jsonl", "svg", "superseded", "lock", "training.tokens"
        }) {
            assertThat(folder.resolve("m." + name)).matches(files::owns);
        }
        assertThat(folder.resolve("m.txt")).matches(file -> !files.owns(file));
        assertThat(folder.resolve("below/m.svg")).matches(file -> !files.owns(file));
        assertThat(folder.resolve("none/m.svg")).matches(file -> !files.owns(file));
    }

    @Test
    void own_areAlsoLinksToThem() throws IOException {
        RunFiles files = new RunFiles(folder.resolve("m.safetensors"));
        Files.createFile(files.model());
        Path soft = Files.createSymbolicLink(folder.resolve("start.safetensors"), files.model());
        Path hard = Files.createLink(folder.resolve("hard.safetensors"), files.model());
        Path dangling = Files.createSymbolicLink(folder.resolve("other.safetensors"), folder.resolve("none"));
        assertThat(soft).matches(files::owns);
        assertThat(hard).matches(files::owns);
        assertThat(dangling).matches(file -> !files.owns(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"model", "model.bin", ".safetensors"})
    void otherNames_areRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RunFiles(Path.of(name)))
                .withMessage(
                        "\"%s\": a model file's name ends in .safetensors; write %s.safetensors".formatted(name, name));
    }

    @Test
    void noName_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RunFiles(Path.of("")))
                .withMessage("\"\": a model file's name ends in .safetensors; write NAME.safetensors");
    }
}
