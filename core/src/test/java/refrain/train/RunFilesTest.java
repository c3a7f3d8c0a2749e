package refrain.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunFilesTest {
    @Test
    void files_lieBesideTheModelAndBearItsName() {
        RunFiles files = new RunFiles(Path.of("models", "a.b.safetensors"));
        assertThat(files.checkpoint()).isEqualTo(Path.of("models", "a.b.checkpoint"));
        assertThat(files.metrics()).isEqualTo(Path.of("models", "a.b.metrics.jsonl"));
        assertThat(files.picture()).isEqualTo(Path.of("models", "a.b.svg"));
        assertThat(files.trainingTokens()).isEqualTo(Path.of("models", "a.b.training.tokens"));
        assertThat(files.validationTokens()).isEqualTo(Path.of("models", "a.b.validation.tokens"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"model", "model.bin", ".safetensors"})
    void otherNames_areRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RunFiles(Path.of(name)))
                .withMessage(
                        "%s: a model file's name ends in .safetensors; write %s.safetensors".formatted(name, name));
    }
}
