package refrain.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import refrain.kernel.Kernels;
import refrain.nn.Examples;
import refrain.nn.InputConfig;
import refrain.nn.LayerConfig;
import refrain.nn.ModelConfig;
import refrain.nn.network.Network;

class RecurrentModelTest {
    private static final int[] TEXT = {1, 2, 4};

    private static RecurrentModel model(
            Kernels kernels, int threads, int vocabulary, InputConfig input, String... layers) {
        List<LayerConfig> stack = Arrays.stream(layers).map(LayerConfig::parse).toList();
        Network network = Network.of(new ModelConfig(vocabulary, input, stack), kernels);
        network.initialise(7);
        return RecurrentModel.of(network, TestTokenizers.chars(vocabulary), threads);
    }

    @Nested
    class LstmOneHotInPlainJava extends LanguageModelContract {
        @Override
        LanguageModel create() {
            return model(Kernels.plain(), 1, 5, new InputConfig.OneHot(), "lstm:17");
        }
    }

    @Nested
    class LstmsWithEmbeddingOnVectors extends LanguageModelContract {
        @Override
        LanguageModel create() {
            return model(Kernels.best(), 2, 70, new InputConfig.Embedding(33), "lstm:64", "lstm:64");
        }
    }

    /// More tokens than a table of the input is made for, and work for two threads.
    @Nested
    class VocabularyTooLargeForATable extends LanguageModelContract {
        @Override
        LanguageModel create() {
            return model(Kernels.best(), 1, 5_000, new InputConfig.Embedding(17), "lstm:33", "gru:33");
        }
    }

    @Nested
    class OutputTiedToTheEmbedding extends LanguageModelContract {
        @Override
        LanguageModel create() {
            Network network = Network.of(Examples.tied(70, 33, "lstm:64,gru:33"), Kernels.best());
            network.initialise(7);
            return RecurrentModel.of(network, TestTokenizers.chars(70), 2);
        }
    }

    @Nested
    class AdaptiveOutput extends LanguageModelContract {
        @Override
        LanguageModel create() {
            Network network = Network.of(Examples.adaptive(70, 17, "lstm:64,gru:33", 10, 30), Kernels.best());
            network.initialise(7);
            return RecurrentModel.of(network, TestTokenizers.chars(70), 2);
        }
    }

    @Nested
    class EveryKindOfLayer extends LanguageModelContract {
        @Override
        LanguageModel create() {
            return model(
                    Kernels.best(),
                    1,
                    31,
                    new InputConfig.Embedding(8),
                    "gru:15",
                    "rnn:16",
                    "lstm-peephole:31",
                    "rnn-relu:3");
        }
    }

    @Nested
    class LayersOnThePlainPath extends LanguageModelContract {
        @Override
        LanguageModel create() {
            return model(
                    Kernels.best(),
                    2,
                    31,
                    new InputConfig.Embedding(8),
                    "lstm-norm:17",
                    "lstm:33:16",
                    "mogrifier:15:3");
        }
    }

    @Nested
    class ResidualLayers extends LanguageModelContract {
        @Override
        LanguageModel create() {
            return model(
                    Kernels.best(),
                    2,
                    5,
                    new InputConfig.Embedding(17),
                    "mogrifier:17:2:3+residual",
                    "lstm:17+residual",
                    "rnn-relu:17");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 9, Integer.MAX_VALUE})
    void token_outsideTheVocabulary_isRefusedAtTheDoor(int token) {
        RecurrentModel model = model(Kernels.plain(), 1, 9, new InputConfig.Embedding(3), "gru:6");
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> model.score(model.start(), new int[] {0, token}, new float[2]))
                .withMessage("Index %d out of bounds for length 9", token);
        try (Session session = model.open(1)) {
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() -> session.logProbability(0, token));
            assertThatExceptionOfType(IndexOutOfBoundsException.class)
                    .isThrownBy(() -> session.accept(new int[] {0}, new int[] {token}));
        }
    }

    @Test
    void score_withoutRoomForEveryToken_isRefused() {
        RecurrentModel model = model(Kernels.plain(), 1, 9, new InputConfig.OneHot(), "gru:6");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.score(model.start(), new int[3], new float[2]))
                .withMessage("3 tokens and room for 2 log-probabilities");
    }

    @Test
    void start_isTheStateAfterTheBoundary_readFromZero() {
        RecurrentModel model = model(Kernels.plain(), 1, 9, new InputConfig.OneHot(), "gru:6");
        int boundary = model.vocabulary().boundary();
        RecurrentState start = (RecurrentState) model.start();

        assertThat(start.token()).isEqualTo(boundary);
        assertThat(start.before()).allSatisfy(array -> assertThat(array).containsOnly(0));
    }

    @Test
    void kernelsAndThreads_changeNoBit() {
        int[] text = {2, 3, 4, 1, 0, 8, 2, 3, 3};
        float[] plain = new float[9];
        float[] fast = new float[9];
        LanguageModel one = model(Kernels.plain(), 1, 9, new InputConfig.Embedding(5), "lstm:40", "gru:20");
        LanguageModel three = model(Kernels.best(), 3, 9, new InputConfig.Embedding(5), "lstm:40", "gru:20");
        one.score(one.start(), text, plain);
        three.score(three.start(), text, fast);

        assertThat(fast).isEqualTo(plain);
    }

    @Test
    void stateOfAnotherArchitecture_isRefused() {
        LanguageModel small = model(Kernels.plain(), 1, 5, new InputConfig.OneHot(), "lstm:3");
        LanguageModel large = model(Kernels.plain(), 1, 5, new InputConfig.OneHot(), "lstm:33");

        assertThatIllegalArgumentException().isThrownBy(() -> small.score(large.start(), new int[] {1}, new float[1]));
    }

    @Test
    void tokenizer_ofAnotherSize_isRefused() {
        Network network = Network.of(
                new ModelConfig(5, new InputConfig.OneHot(), List.of(new LayerConfig.Gru(3))), Kernels.plain());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecurrentModel.of(network, TestTokenizers.chars(6), 1))
                .withMessage("the tokenizer has 6 symbols; the network has 5");
    }

    @Test
    void threads_afterAHundredModelsAreDropped_areGone() {
        long before = workers();
        RecurrentModel kept = scored();
        for (int i = 0; i < 100; i++) {
            scored();
        }
        await(() -> {
            System.gc();
            return workers() <= before + 1;
        });
        assertThat(kept.score(kept.start(), new int[] {1}, new float[1])).isNotNull();
    }

    @Test
    void score_fromManyThreads_givesTheSameBitsOnAsManyTeamsAsProcessorsCarry() throws InterruptedException {
        RecurrentModel model = scored();
        long before = workers();
        float[][] found = new float[12][3];
        List<Thread> callers = IntStream.range(0, found.length)
                .mapToObj(i -> Thread.ofVirtual().start(() -> model.score(model.start(), TEXT, found[i])))
                .toList();
        for (Thread caller : callers) {
            caller.join();
        }
        float[] expected = new float[3];
        model.score(model.start(), TEXT, expected);

        assertThat(List.of(found)).allSatisfy(scores -> assertThat(scores).isEqualTo(expected));
        assertThat(workers() - before).isLessThan(Runtime.getRuntime().availableProcessors());
    }

    private static RecurrentModel scored() {
        RecurrentModel model = model(Kernels.plain(), 2, 5, new InputConfig.OneHot(), "gru:3");
        model.score(model.start(), TEXT, new float[TEXT.length]);
        return model;
    }

    private static long workers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("refrain-worker-"))
                .count();
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + 60_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("%d workers are left", workers()).isLessThan(end);
            Thread.yield();
        }
    }
}
