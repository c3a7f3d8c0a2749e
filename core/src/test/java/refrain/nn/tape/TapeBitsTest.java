package refrain.nn.tape;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import refrain.kernel.Kernels;
import refrain.kernel.random.SeededRandom;
import refrain.kernel.team.Team;
import refrain.nn.Examples;
import refrain.nn.ModelConfig;
import refrain.nn.Parameter;
import refrain.nn.Regularization;
import refrain.nn.network.Network;

/// The same bits whatever the number of threads, the kernels, the company of other streams and the cutting of windows.
class TapeBitsTest {
    private static final List<String> STACKS = List.of(
            "rnn:100,rnn:100",
            "rnn-relu:100",
            "lstm:100,lstm:100",
            "lstm-peephole:100",
            "gru:100,gru:100",
            "lstm:33,gru:100,rnn:17",
            "lstm:33,lstm:200",
            "lstm-norm:100,lstm-norm:33",
            "lstm:100:37,lstm:65:33");

    /// Their first layer reads vectors.
    private static final List<String> READERS =
            List.of("mogrifier:100,mogrifier:33:4:9", "lstm:37+residual,mogrifier:37+residual,lstm:100:37+residual");
    private static final int VOCABULARY = 130;
    private static final Regularization DROPPED = new Regularization(0.1f, 0.3f, 0.5f, 0.2f);

    @ParameterizedTest
    @FieldSource({"STACKS", "READERS"})
    void training_onAnyNumberOfThreadsWithAnyKernels_givesTheSameBits(String layers) {
        ModelConfig config = Examples.config(VOCABULARY, 37, layers);
        List<float[]> expected = train(config, Kernels.plain(), 1, 13, 4);
        int[] threads = {2, 3, 5, 7};
        for (int i = 0; i < threads.length; i++) {
            String kernels = Kernels.NAMES.get(i);
            List<float[]> actual = train(config, Kernels.named(kernels), threads[i], 13, 4);
            assertSameBits("%s, %d threads".formatted(kernels, threads[i]), actual, expected);
        }
    }

    /// So many streams that workers of three share them, and of seven do not.
    @ParameterizedTest
    @FieldSource("STACKS")
    void training_ofManyStreams_onAnyNumberOfThreads_givesTheSameBits(String layers) {
        ModelConfig config = Examples.config(VOCABULARY, 37, layers);
        List<float[]> expected = train(config, Kernels.plain(), 1, 17, 4);
        assertSameBits("3 threads", train(config, Kernels.best(), 3, 17, 4), expected);
        assertSameBits("7 threads", train(config, Kernels.best(), 7, 17, 4), expected);
    }

    @ParameterizedTest
    @FieldSource({"STACKS", "READERS"})
    void training_ofFewTokens_onAnyNumberOfThreads_givesTheSameBits(String layers) {
        ModelConfig config = Examples.config(7, 37, layers);
        Regularization rates = new Regularization(0, 0.3f, 0.5f, 0.2f);
        List<float[]> expected = train(config, Kernels.plain(), 1, 13, 4, rates);
        assertSameBits("2 threads", train(config, Kernels.best(), 2, 13, 4, rates), expected);
        assertSameBits("7 threads", train(config, Kernels.best(), 7, 13, 4, rates), expected);
    }

    @ParameterizedTest
    @FieldSource("STACKS")
    void training_oneHot_onAnyNumberOfThreads_givesTheSameBits(String layers) {
        ModelConfig config = Examples.config(VOCABULARY, 0, layers);
        List<float[]> expected = train(config, Kernels.plain(), 1, 13, 4);
        assertSameBits("2 threads", train(config, Kernels.best(), 2, 13, 4), expected);
        assertSameBits("7 threads", train(config, Kernels.best(), 7, 13, 4), expected);
    }

    @ParameterizedTest
    @FieldSource("STACKS")
    void training_regularized_onAnyNumberOfThreadsWithAnyKernels_givesTheSameBits(String layers) {
        Regularization rates = new Regularization(0.1f, 0.3f, 0.5f, 0)
                .withLocked(true)
                .withEmbedding(0.2f)
                .withWeightDrop(0.4f)
                .withPenalties(2, 1)
                .withSmoothing(0.1f);
        int width = Integer.parseInt(layers.substring(layers.lastIndexOf(':') + 1));
        for (ModelConfig config : List.of(
                Examples.tied(VOCABULARY, width, layers),
                Examples.tied(7, width, layers),
                Examples.config(VOCABULARY, 0, layers))) {
            List<float[]> expected = train(config, Kernels.plain(), 1, 13, 4, rates);
            assertSameBits("2 threads", train(config, Kernels.best(), 2, 13, 4, rates), expected);
            assertSameBits("7 threads", train(config, Kernels.best(), 7, 13, 4, rates), expected);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 9, 60, 500})
    void training_withASampledSoftmax_onAnyNumberOfThreadsWithAnyKernels_givesTheSameBits(int samples) {
        Regularization rates = DROPPED.withSamples(samples);
        for (ModelConfig config :
                List.of(Examples.config(VOCABULARY, 37, "lstm:33"), Examples.tied(VOCABULARY, 33, "gru:33"))) {
            List<float[]> expected = train(config, Kernels.plain(), 1, 13, 7, rates);
            assertSameBits("2 threads", train(config, Kernels.best(), 2, 13, 7, rates), expected);
            assertSameBits("7 threads", train(config, Kernels.named("vector128"), 7, 13, 7, rates), expected);
        }
    }

    @Test
    void training_ofAnAdaptiveOutput_onAnyNumberOfThreadsWithAnyKernels_givesTheSameBits() {
        for (ModelConfig config : List.of(
                Examples.adaptive(VOCABULARY, 37, "gru:100", 20, 60),
                Examples.adaptive(VOCABULARY, 0, "lstm:33,rnn:17", 1, 129),
                Examples.adaptive(2, 3, "gru:4", 1))) {
            List<float[]> expected = train(config, Kernels.plain(), 1, 13, 7);
            int[] threads = {2, 3, 5, 7};
            for (int i = 0; i < threads.length; i++) {
                String kernels = Kernels.NAMES.get(i);
                List<float[]> actual = train(config, Kernels.named(kernels), threads[i], 13, 7);
                assertSameBits("%s, %d threads".formatted(kernels, threads[i]), actual, expected);
            }
        }
    }

    @ParameterizedTest
    @FieldSource({"STACKS", "READERS"})
    void training_moreThreadsThanWork_givesTheSameBits(String layers) {
        ModelConfig small =
                Examples.config(2, 1, layers.replaceAll(":\\d+", ":1").replace(":1:1", ":2:1"));
        assertSameBits("5 threads", train(small, Kernels.best(), 5, 1, 1), train(small, Kernels.plain(), 1, 1, 1));
    }

    /// Probabilities, state and gradients of two updates of plain descent, the second on a short window.
    private static List<float[]> train(ModelConfig config, Kernels kernels, int threads, int streams, int steps) {
        return train(config, kernels, threads, streams, steps, DROPPED);
    }

    private static List<float[]> train(
            ModelConfig config, Kernels kernels, int threads, int streams, int steps, Regularization rates) {
        Network network = Examples.network(config, kernels, 3);
        Tape tape = Tape.training(network, streams, steps, threads, rates, 5);
        SeededRandom random = SeededRandom.of(4);
        List<float[]> bits = new ArrayList<>();
        try (Team team = Team.of(threads)) {
            for (int update = 0; update < 2; update++) {
                int rows = streams * (steps - update * (steps / 2));
                int[] inputs = Examples.tokens(rows, config.vocabulary(), random);
                Examples.fill(tape, inputs, Examples.tokens(rows, config.vocabulary(), random));
                Examples.train(team, tape, rows / streams, update);
                bits.add(Arrays.copyOf(tape.logProbabilities(), rows));
                bits.addAll(tape.state());
                network.parameters().forEach(p -> bits.add(p.gradient().clone()));
                network.parameters().forEach(TapeBitsTest::descend);
            }
        }
        return bits;
    }

    private static void descend(Parameter p) {
        for (int i = 0; i < p.value().length; i++) {
            p.value()[i] -= 0.1f * p.gradient()[i];
        }
    }

    @ParameterizedTest
    @FieldSource({"STACKS", "READERS"})
    void evaluation_givesTheBitsOfTrainingWithoutDropout(String layers) {
        Network network = Examples.network(Examples.config(VOCABULARY, 37, layers), Kernels.best(), 6);
        int[][] texts = texts(5, 13);
        float[] expected;
        try (Team team = Team.of(2)) {
            Tape tape = Tape.training(network, 5, 12, 2, Regularization.NONE, 0);
            fill(tape, texts, 0, 5, 0, 12);
            Examples.train(team, tape, 12, 0);
            expected = tape.logProbabilities().clone();
        }
        assertThat(cut(network, texts, 5, 12)).containsExactly(expected);
        assertThat(cut(network, texts, 5, 5)).containsExactly(expected);
        assertThat(cut(network, texts, 1, 12)).containsExactly(expected);
        assertThat(cut(network, texts, 2, 1)).containsExactly(expected);
    }

    /// ln p of every token of 5 texts, `streams` of them at a time in windows of `steps`; row t·5 + b.
    private static float[] cut(Network network, int[][] texts, int streams, int steps) {
        float[] all = new float[5 * 12];
        try (Team team = Team.of(3)) {
            Tape tape = Tape.evaluation(network, streams, steps, 3);
            for (int first = 0; first < 5; first += streams) {
                tape.clearState();
                for (int from = 0; from < 12; from += steps) {
                    int count = Math.min(steps, 12 - from);
                    int used = Math.min(streams, 5 - first);
                    fill(tape, texts, first, used, from, count);
                    Examples.evaluate(team, network, tape, count);
                    for (int row = 0; row < count * streams; row++) {
                        if (row % streams < used) {
                            int to = (from + row / streams) * 5 + first + row % streams;
                            all[to] = tape.logProbabilities()[row];
                        }
                    }
                }
            }
        }
        return all;
    }

    /// Streams beyond `used` read token 0.
    private static void fill(Tape tape, int[][] texts, int first, int used, int from, int count) {
        for (int row = 0; row < count * tape.streams(); row++) {
            int b = row % tape.streams();
            int t = from + row / tape.streams();
            tape.inputs()[row] = b < used ? texts[first + b][t] : 0;
            tape.targets()[row] = b < used ? texts[first + b][t + 1] : 0;
        }
    }

    private static int[][] texts(int count, int length) {
        SeededRandom random = SeededRandom.of(7);
        int[][] texts = new int[count][];
        Arrays.setAll(texts, i -> Examples.tokens(length, VOCABULARY, random));
        return texts;
    }

    @ParameterizedTest
    @FieldSource("STACKS")
    void oneHot_givesTheBitsOfADenseProductWithTheIdentity(String layers) {
        Network oneHot = Examples.network(Examples.config(33, 0, layers), Kernels.best(), 8);
        Network dense = Network.of(Examples.config(33, 33, layers), Kernels.best());
        Parameter identity = dense.parameters().getFirst();
        for (int v = 0; v < 33; v++) {
            identity.value()[v * identity.stride() + v] = 1;
        }
        List<Parameter> others =
                dense.parameters().subList(1, dense.parameters().size());
        for (int i = 0; i < others.size(); i++) {
            float[] value = oneHot.parameters().get(i).value();
            System.arraycopy(value, 0, others.get(i).value(), 0, value.length);
        }
        assertSameBits("one-hot", gradients(oneHot, oneHot.parameters()), gradients(dense, others));
    }

    private static List<float[]> gradients(Network network, List<Parameter> parameters) {
        Regularization rates = new Regularization(0.4f, 0.2f, 0.3f, 0.25f);
        Tape tape = Tape.training(network, 4, 7, 2, rates, 9);
        SeededRandom random = SeededRandom.of(10);
        int[] inputs = Examples.tokens(28, 33, random);
        Examples.fill(tape, inputs, Examples.tokens(28, 33, random));
        try (Team team = Team.of(2)) {
            Examples.train(team, tape, 7, 11);
        }
        List<float[]> bits = new ArrayList<>(List.of(tape.logProbabilities()));
        parameters.forEach(p -> bits.add(p.gradient()));
        return bits;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void masks_changeWithUpdateAndSeed_andOnlyWithThem(boolean connections) {
        Regularization rates = connections ? new Regularization(0, 0, 0, 0.5f) : Regularization.dropout(0.5f);
        assertThat(loss(rates, 1, 1)).isEqualTo(loss(rates, 1, 1));
        assertThat(loss(rates, 1, 1)).isNotEqualTo(loss(rates, 1, 2)).isNotEqualTo(loss(rates, 2, 1));
    }

    private static double loss(Regularization rates, long seed, long update) {
        Network network = Examples.network(Examples.config(11, 17, "lstm:17,lstm:17"), Kernels.best(), 12);
        Tape tape = Tape.training(network, 3, 4, 1, rates, seed);
        try (Team team = Team.of(1)) {
            return Examples.train(team, tape, 4, update);
        }
    }

    private static void assertSameBits(String what, List<float[]> actual, List<float[]> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(bits(actual.get(i))).as("%s, array %d", what, i).containsExactly(bits(expected.get(i)));
        }
    }

    private static int[] bits(float[] x) {
        int[] bits = new int[x.length];
        Arrays.setAll(bits, i -> Float.floatToRawIntBits(x[i]));
        return bits;
    }
}
