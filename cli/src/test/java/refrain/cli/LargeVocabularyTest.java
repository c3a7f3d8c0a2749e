package refrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Outputs for large vocabularies, from training to use, on a small one: its seven words and what every one holds.
class LargeVocabularyTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {"--output adaptive:2,5", "--output adaptive", "--sampled-softmax 4", "--output softmax-tied"})
    void model_isTrainedEvaluatedDescribedAndWrites(String options) {
        TrainedModel trained = TrainedModel.in(
                folder, ("--units word --layers lstm:64 --updates 300 --rate 0.01 " + options).split(" "));
        Map<String, Object> training = Json.object(trained.run().out());
        double loss = (Double) training.get("validationLoss");
        assertThat(loss).isLessThan((Double) training.get("firstValidationLoss") / 2);

        Captured.Run eval = Captured.run("eval", trained.model(), trained.text(), "--json");
        assertThat((Double) Json.object(eval.out()).get("loss")).isBetween(0.0, 1.0);
        Captured.Run generate =
                Captured.run("generate", trained.model(), "--prompt", "the line of", "--greedy", "--length", "4");
        assertThat(generate.out()).startsWith("the line of a ");
    }

    @Test
    void adaptiveModel_isAnnouncedAndDescribed() {
        TrainedModel trained = TrainedModel.in(
                folder, "--units", "word", "--updates", "20", "--output", "adaptive:2,5", "--rate", "0.02");
        assertThat(trained.run().err()).contains("output adaptive:2,5");
        assertThat(Captured.run("describe", trained.model()).out()).contains("output adaptive:2,5");
    }

    @Test
    void sampledSoftmax_saysThatItsTrainingLossIsAnEstimate() {
        TrainedModel trained = TrainedModel.in(folder, "--units", "word", "--updates", "5", "--sampled-softmax", "4");
        assertThat(trained.run().err()).contains("sampled-softmax 4", "estimate");
    }

    @Test
    void cutoff_beyondTheVocabulary_isRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("song.txt"), TrainedModel.LINE.repeat(60));
        Captured.Run run =
                Captured.run("train", text, "--out", folder.resolve("m.safetensors"), "--output", "adaptive:900");
        assertThat(run.code()).isNotZero();
        assertThat(run.err()).contains("the last cut-off of the adaptive output is 900; it must be less than");
    }
}
