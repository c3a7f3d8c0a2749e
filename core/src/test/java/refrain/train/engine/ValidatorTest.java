package refrain.train.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import refrain.kernel.Kernels;
import refrain.kernel.team.Team;
import refrain.nn.InputConfig;
import refrain.nn.LayerConfig;
import refrain.nn.ModelConfig;
import refrain.nn.network.Network;
import refrain.text.Batches;
import refrain.text.CharTokenizer;
import refrain.text.TokenStore;
import refrain.text.Vocabulary;
import refrain.text.corpus.Corpus;
import refrain.train.config.TrainingConfig;

class ValidatorTest {
    /// A text of many windows in several streams; of about four in one, of three and a part, of a part of one.
    @ParameterizedTest
    @ValueSource(ints = {5_000, 142, 140, 120, 20})
    void begin_readsFourWindowsOrAllThereAre_andSaysWhatPartThatIs(int tokens) throws IOException {
        Corpus corpus = Corpus.ofText("ab".repeat(tokens / 2));
        CharTokenizer tokenizer = CharTokenizer.train(corpus, Vocabulary.Limits.NONE);
        TokenStore text = TokenStore.inMemory(tokenizer, corpus);
        TrainingConfig config = TrainingConfig.DEFAULT.withBatch(4).withSteps(35);
        int streams = Validator.streams(text, config);
        long steps = Batches.of(text, streams, config.steps()).stepsPerEpoch();
        ModelConfig model = new ModelConfig(
                tokenizer.vocabulary().size(), new InputConfig.Embedding(3), List.of(LayerConfig.parse("lstm:5")));
        try (Team team = Team.of(1)) {
            Validator validator = Validator.of(Network.of(model, Kernels.plain()), text, config, 1);
            assertThat(validator.begin(team)).isEqualTo(Math.min(4 * 35, steps) / (double) steps);
            assertThat(validator.loss(team, () -> false)).isPresent();
            assertThat(validator.loss(team, () -> true)).isEmpty();
            assertThat(validator.seconds(team)).isPositive().isFinite();
        }
    }
}
