package refrain.train.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import refrain.kernel.Kernels;
import refrain.kernel.team.Team;
import refrain.nn.InputConfig;
import refrain.nn.LayerConfig;
import refrain.nn.ModelConfig;
import refrain.nn.Parameter;
import refrain.nn.network.Network;
import refrain.nn.tape.Tape;
import refrain.text.CharTokenizer;
import refrain.text.Tokenizer;
import refrain.text.Vocabulary;
import refrain.text.WordTokenizer;
import refrain.text.corpus.Corpus;

class InitialModelTest {
    private static final int OLD = 7;

    /// The new symbols take a part of the probability, the same from each old one: logits are as they were.
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 10})
    void extension_keepsTheRatiosOfOldTokens(int more) {
        for (InputConfig input : List.of(new InputConfig.Embedding(5), new InputConfig.OneHot())) {
            Network before = network(OLD, input);
            before.initialise(3);
            Network after = network(OLD + more, input);
            InitialModel.copy(before, after);
            float[] old = logProbabilities(before);
            float[] now = logProbabilities(after);
            for (int token = 1; token < OLD; token++) {
                assertThat(now[token] - now[0]).isCloseTo(old[token] - old[0], within(1e-5f));
            }
        }
    }

    @Test
    void newRows_areTheMeanOfTheOld() {
        Network before = network(OLD, new InputConfig.Embedding(5));
        before.initialise(3);
        Network after = network(OLD + 2, new InputConfig.Embedding(5));
        InitialModel.copy(before, after);
        Parameter old = before.embedding().orElseThrow();
        Parameter now = after.embedding().orElseThrow();
        for (int column = 0; column < 5; column++) {
            double mean = 0;
            for (int row = 0; row < OLD; row++) {
                mean += old.value()[row * old.stride() + column] / (double) OLD;
            }
            assertThat((double) now.value()[(OLD + 1) * now.stride() + column]).isCloseTo(mean, within(1e-7));
        }
        assertThat(now.value()[OLD * now.stride() + 5]).isZero();
    }

    @Test
    void extendedCharacters_keepTheirIdsAndComeByCount() throws IOException {
        Tokenizer known = CharTokenizer.train(Corpus.ofText("abba"), Vocabulary.Limits.NONE);
        Tokenizer more = Tokenizer.extended(known, Corpus.ofText("xyy\nzzz a"), 2);
        assertThat(more.vocabulary().symbols().subList(0, 3))
                .isEqualTo(known.vocabulary().symbols());
        assertThat(more.vocabulary().symbols().subList(3, 5)).containsExactly("z", "y");
        assertThat(more.vocabulary().boundary()).isEqualTo(known.vocabulary().boundary());
        assertThat(more.vocabulary().contains("\n")).isFalse();
        assertThat(Tokenizer.read(more.toBytes()).vocabulary()).isEqualTo(more.vocabulary());
    }

    @Test
    void extendedWords_keepTheirIds() throws IOException {
        Tokenizer known = WordTokenizer.train(Corpus.ofText("the rain in the\n"), Vocabulary.Limits.NONE);
        Tokenizer more = Tokenizer.extended(known, Corpus.ofText("the plain rain plain snow\n"), 10);
        int size = known.vocabulary().size();
        assertThat(more.vocabulary().symbols().subList(0, size))
                .isEqualTo(known.vocabulary().symbols());
        assertThat(more.vocabulary().symbols().subList(size, size + 2)).containsExactly("plain", "snow");
        assertThat(more.vocabulary().size()).isEqualTo(size + 2);
    }

    private static Network network(int vocabulary, InputConfig input) {
        List<LayerConfig> layers = List.of(LayerConfig.parse("lstm:9"), LayerConfig.parse("gru:6"));
        return Network.of(new ModelConfig(vocabulary, input, layers), Kernels.plain());
    }

    /// ln p of each old token after the tokens 1, 2, 3.
    private static float[] logProbabilities(Network network) {
        float[] all = new float[OLD];
        try (Team team = Team.of(1)) {
            for (int token = 0; token < OLD; token++) {
                Tape tape = Tape.evaluation(network, 1, 4, 1);
                team.run(network::pack);
                System.arraycopy(new int[] {0, 1, 2, 3}, 0, tape.inputs(), 0, 4);
                Arrays.fill(tape.targets(), token);
                team.run(worker -> tape.forward(worker, 4, 0));
                all[token] = tape.logProbabilities()[3];
            }
        }
        return all;
    }
}
