package refrain.cli.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import refrain.nn.InputConfig;
import refrain.nn.LayerConfig;
import refrain.nn.ModelConfig;
import refrain.nn.OutputConfig;
import refrain.nn.Regularization;
import refrain.train.config.Limits;
import refrain.train.config.TrainingConfig;

class AnnouncementTest {
    private static final ModelConfig MODEL = new ModelConfig(
            1_000, new InputConfig.Embedding(8), List.of(LayerConfig.parse("gru:4"), LayerConfig.parse("lstm:2")));

    @Test
    void network_chosenByDefault_saysSo() {
        assertThat(Announcement.network(MODEL, List.of("layers")))
                .startsWith("network   embedding 8, gru:4,lstm:2, vocabulary 1,000; ")
                .endsWith(" parameters (layers chosen by the size of the text)");
        assertThat(Announcement.network(MODEL, List.of())).endsWith(" parameters");
    }

    @Test
    void architecture_namesTheOutput() {
        OutputConfig output = new OutputConfig.Adaptive(List.of(5));
        List<LayerConfig> layers = List.of(LayerConfig.parse("gru:16"));
        assertThat(Announcement.architecture(new ModelConfig(1_000, new InputConfig.Embedding(8), layers, output)))
                .isEqualTo("embedding 8, gru:16, output adaptive:5, vocabulary 1,000");
    }

    @Test
    void training_equalRates_areOneDropout() {
        TrainingConfig config = TrainingConfig.DEFAULT
                .withRegularization(Regularization.dropout(0.5f))
                .withLimits(Limits.minutes(1.5).withPatience(3));
        assertThat(Announcement.training(config))
                .contains("; dropout 0.5;", "; 1 min 30 s; patience 3; seed 1")
                .doesNotContain("epochs");
    }

    @Test
    void training_singleRates_areNamed() {
        TrainingConfig config = TrainingConfig.DEFAULT
                .withRegularization(new Regularization(0, 0.25f, 0.5f, 0.125f))
                .withLimits(Limits.updates(2_000).withTargetLoss(1.5).withEpochs(3));
        assertThat(Announcement.training(config))
                .contains(
                        "dropout-layer 0.25; dropout-output 0.5; drop-connect 0.125; 2,000 updates; 3 epochs; until loss 1.5")
                .doesNotContain("dropout-input");
    }
}
