package refrain.lm.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import refrain.kernel.Kernels;
import refrain.lm.RecurrentModel;
import refrain.lm.TestModels;
import refrain.lm.safetensors.ModelFileException;
import refrain.refusal.RefusalException;
import refrain.text.TokenStore;

class AdaptationFileTest {
    @TempDir
    private Path folder;

    @Test
    void read_isWhatWasWritten() throws IOException {
        Path file = folder.resolve("a.json");
        AdaptationFile cache =
                new AdaptationFile(new Adaptation.Cache(77, 1.0 / 3, 0.1), Optional.empty(), List.of(0.25, 0.75));
        cache.write(file);
        assertThat(AdaptationFile.read(file)).isEqualTo(cache);
        AdaptationFile dynamic = new AdaptationFile(
                new Adaptation.Dynamic(1e-4, 0, 1e-7, 5),
                Optional.of(new AdaptationFile.Statistics("../train.txt", "abc")),
                List.of());
        dynamic.write(file);
        assertThat(AdaptationFile.read(file)).isEqualTo(dynamic);
        assertThat(Files.readString(file))
                .isEqualTo(
                        "{\"format\":\"refrain-adaptation-1\",\"kind\":\"dynamic\",\"rate\":1.0E-4,\"decay\":0.0,"
                                + "\"epsilon\":1.0E-7,\"segment\":5,\"statistics\":\"../train.txt\",\"sha256\":\"abc\",\"mixture\":[]}\n");
    }

    @Test
    void statistics_ofAnotherText_areRefused() throws IOException {
        RecurrentModel model = TestModels.recurrent(Kernels.plain(), 1, 3, 11, "rnn:3");
        Path settings = folder.resolve("settings/a.json");
        try (TokenStore one = Texts.store(model.tokenizer(), "abc");
                TokenStore other = Texts.store(model.tokenizer(), "abd")) {
            GradientStatistics read = GradientStatistics.of(model, one, 1);
            AdaptationFile.Statistics named = AdaptationFile.statistics(settings, folder.resolve("t.txt"), read);
            assertThat(named).isEqualTo(new AdaptationFile.Statistics("../t.txt", one.textSha256()));
            assertThat(named.file(settings)).isEqualTo(folder.resolve("t.txt").toAbsolutePath());
            named.require(read);
            GradientStatistics others = GradientStatistics.of(model, other, 1);
            assertThatExceptionOfType(RefusalException.class)
                    .isThrownBy(() -> named.require(others))
                    .withMessage("../t.txt: its SHA-256 is %s; the settings were tuned with %s"
                            .formatted(other.textSha256(), one.textSha256()));
        }
    }

    @Test
    void statistics_ofACache_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AdaptationFile(
                        Adaptation.Cache.DEFAULT, Optional.of(new AdaptationFile.Statistics("a", "b")), List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AdaptationFile(Adaptation.Dynamic.DEFAULT, Optional.empty(), List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"format\":\"refrain-adaptation-9\"",
                "{\"format\":\"refrain-adaptation-1\",\"kind\":\"magic\"}",
                "{\"format\":\"refrain-adaptation-1\",\"kind\":\"cache\",\"size\":0,\"theta\":1,\"weight\":0,\"mixture\":[]}",
                "{\"format\":\"refrain-adaptation-1\",\"kind\":\"cache\",\"size\":1,\"theta\":1e999,\"weight\":0,\"mixture\":[]}",
                "{\"format\":\"refrain-adaptation-1\",\"kind\":\"cache\",\"size\":1,\"theta\":1,\"weight\":1,\"mixture\":[]}",
                "{\"format\":\"refrain-adaptation-1\",\"kind\":\"cache\",\"size\":1,\"theta\":1,\"weight\":0,\"mixture\":[\"a\"]}",
                "{\"format\":\"refrain-adaptation-1\",\"kind\":\"cache\",\"size\":1,\"theta\":1,\"weight\":0,\"mixture\":[",
                "{\"format\":\"refrain-adaptation-1\",\"kind\":\"cache\",\"size\":99999999999999999999,\"theta\":1}",
                "{\"format\":\"refrain-adaptation-1\",\"kind\":\"dynamic\",\"rate\":1,\"decay\":1,\"epsilon\":1,\"segment\":1}",
            })
    void file_thatIsNoSettings_isRefused(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("hostile.json"), text);
        assertThatExceptionOfType(ModelFileException.class)
                .isThrownBy(() -> AdaptationFile.read(file))
                .withMessageStartingWith(file.toString());
    }

    @Test
    void file_missing_isRefused() {
        assertThatExceptionOfType(ModelFileException.class)
                .isThrownBy(() -> AdaptationFile.read(folder.resolve("none.json")))
                .withMessageContaining("there is no such file");
    }
}
