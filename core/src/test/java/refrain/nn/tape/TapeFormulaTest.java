package refrain.nn.tape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import refrain.kernel.Kernels;
import refrain.kernel.random.SeededRandom;
import refrain.kernel.team.Team;
import refrain.nn.Examples;
import refrain.nn.LayerConfig;
import refrain.nn.ModelConfig;
import refrain.nn.Parameter;
import refrain.nn.Regularization;
import refrain.nn.network.Network;

/// The tape in `float` against the formula in `double`: losses, log-probabilities, final states and every gradient,
/// over three windows with carried state, the middle one short.
///
/// The bound on an element is `2·√k·2⁻²³` of the largest of its tensor, where k is the number of roundings that follow
/// each other from the first input to the last gradient.
class TapeFormulaTest {
    private static final double FACTOR = 2;

    /// Roundings of a cell's own formulas in one step, there and back.
    private static final int CELL = 32;

    private static final List<Regularization> REGULARIZATIONS = List.of(
            new Regularization(0.5f, 0.2f, 0.3f, 0).withLocked(true),
            Regularization.NONE.withEmbedding(0.4f),
            Regularization.NONE.withWeightDrop(0.5f),
            Regularization.NONE.withPenalties(2, 0),
            Regularization.NONE.withPenalties(0, 3),
            Regularization.NONE.withSmoothing(0.2f),
            new Regularization(0.1f, 0.2f, 0.3f, 0)
                    .withLocked(true)
                    .withEmbedding(0.1f)
                    .withWeightDrop(0.5f)
                    .withPenalties(2, 1)
                    .withSmoothing(0.1f));

    private static final Team TEAM = Team.of(2);

    @AfterAll
    static void closeTeam() {
        TEAM.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2 | 1 | 1 | 1 | 1", "2 | 16 | 16 | 3 | 2", "11 | 5 | 7 | 3 | 9", "11 | 0 | 17 | 1 | 9",
                "65 | 33 | 16 | 7 | 2", "65 | 0 | 33 | 3 | 9", "130 | 17 | 65 | 7 | 9", "130 | 0 | 1 | 7 | 2"
            })
    void oneLayer_equalsFormula(int vocabulary, int embedding, int hidden, int streams, int steps) {
        for (String kind : List.of("rnn", "rnn-relu", "lstm", "lstm-peephole", "gru")) {
            compare(vocabulary, embedding, kind + ":" + hidden, streams, steps, Regularization.NONE);
        }
    }

    /// So many rows for each token that the layer sums by token.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"4 | 3 | 5 | 9 | 3", "3 | 5 | 17 | 7 | 9", "7 | 33 | 65 | 7 | 9", "15 | 64 | 16 | 9 | 7"})
    void oneLayer_ofFewTokens_equalsFormula(int vocabulary, int embedding, int hidden, int streams, int steps) {
        for (String kind : List.of("rnn", "rnn-relu", "lstm", "lstm-peephole", "gru")) {
            compare(vocabulary, embedding, kind + ":" + hidden, streams, steps, Regularization.NONE);
            Regularization connections = new Regularization(0, 0, 0, 0.5f);
            compare(vocabulary, embedding, kind + ":" + hidden, streams, steps, connections);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "11 | 5 | rnn:7,rnn:7 | 3 | 9",
                "11 | 5 | rnn-relu:17,rnn-relu:17 | 3 | 2",
                "65 | 16 | lstm:33,lstm:33 | 7 | 9",
                "11 | 0 | lstm-peephole:16,lstm-peephole:16 | 1 | 9",
                "130 | 7 | gru:65,gru:65 | 3 | 9",
                "65 | 5 | lstm:17,gru:33 | 3 | 9",
                "65 | 0 | gru:65,rnn:1,lstm-peephole:16 | 3 | 9",
                "2 | 1 | rnn:33,rnn-relu:7,lstm:65 | 1 | 2",
                "300 | 7 | lstm:17,rnn:210 | 5 | 9",
                "300 | 7 | rnn:400 | 2 | 2",
                "65 | 7 | lstm:33,gru:17 | 13 | 9"
            })
    void stack_equalsFormula(int vocabulary, int embedding, String layers, int streams, int steps) {
        compare(vocabulary, embedding, layers, streams, steps, Regularization.NONE);
    }

    /// What takes the row-wise path, and sums around layers.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2 | 16 | lstm:16:3 | 3 | 2",
                "65 | 33 | lstm:33:17 | 7 | 9",
                "130 | 0 | lstm:65:33,lstm:65:33 | 3 | 9",
                "4 | 3 | lstm:17:5 | 9 | 3",
                "65 | 33 | lstm-norm:33 | 7 | 9",
                "130 | 0 | lstm-norm:65,lstm-norm:65 | 3 | 9",
                "7 | 33 | lstm-norm:16 | 9 | 7",
                "11 | 5 | lstm-norm:7 | 1 | 2",
                "65 | 33 | mogrifier:33 | 7 | 9",
                "65 | 1 | mogrifier:17:1 | 3 | 9",
                "130 | 17 | mogrifier:65:2,mogrifier:16:5:7 | 3 | 9",
                "4 | 17 | mogrifier:16:3:1 | 9 | 3",
                "65 | 17 | lstm:17+residual,gru:17+residual,rnn:17+residual | 3 | 9",
                "4 | 17 | mogrifier:17+residual,lstm:33:17+residual | 9 | 3",
                "65 | 33 | lstm-norm:33+residual,lstm:17,mogrifier:17+residual | 3 | 2"
            })
    void variants_equalFormula(int vocabulary, int embedding, String layers, int streams, int steps) {
        compare(vocabulary, embedding, layers, streams, steps, Regularization.NONE);
        compare(vocabulary, embedding, layers, streams, steps, new Regularization(0, 0, 0, 0.3f));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.5 | 0 | 0 | 0",
                "0 | 0.25 | 0 | 0",
                "0 | 0 | 0.75 | 0",
                "0 | 0 | 0 | 0.5",
                "0.1 | 0.2 | 0.3 | 0.4"
            })
    void droppedStack_equalsFormulaWithTheMasks(float input, float layer, float output, float dropConnect) {
        Regularization rates = new Regularization(input, layer, output, dropConnect);
        compare(65, 17, "lstm:33,lstm:33", 7, 9, rates);
        compare(11, 33, "gru:17,lstm-peephole:7,rnn:65", 3, 9, rates);
        compare(130, 0, "rnn-relu:65,gru:16", 3, 2, rates);
        compare(11, 33, "lstm:33+residual,mogrifier:33+residual,lstm:65:33+residual", 3, 9, rates);
        compare(130, 0, "lstm-norm:17,mogrifier:33:3", 3, 2, rates);
    }

    @ParameterizedTest
    @FieldSource("REGULARIZATIONS")
    void regularizedStack_equalsFormula(Regularization rates) {
        compare(65, 17, "lstm:33,lstm:33", 7, 9, rates);
        compare(11, 33, "gru:17,lstm-peephole:7,rnn:65", 3, 9, rates);
        compare(130, 0, "rnn-relu:65,gru:16", 3, 2, rates);
        compare(5, 7, "lstm:17", 9, 1, rates);
        compare(11, 33, "lstm:33+residual,mogrifier:33:2,lstm-norm:17,lstm:65:33", 3, 9, rates);
    }

    /// Few tokens, so that the layer sums by token, and many.
    @ParameterizedTest
    @CsvSource({"5, 16", "130, 17"})
    void tiedStack_equalsFormula(int vocabulary, int embedding) {
        ModelConfig tied = Examples.tied(vocabulary, embedding, "lstm:33,gru:" + embedding);
        compare(tied, 7, 9, Regularization.NONE);
        compare(tied, 7, 9, new Regularization(0.1f, 0.2f, 0.3f, 0.4f));
        REGULARIZATIONS.forEach(rates -> compare(tied, 7, 9, rates));
    }

    /// Clusters of one token, and such as no target of a window lies in.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2 | 1 | 5 | 3 | 2",
                "11 | 2,5 | 16 | 3 | 9",
                "65 | 64 | 33 | 7 | 9",
                "130 | 1,2,129 | 65 | 1 | 1",
                "1000 | 100,300 | 64 | 7 | 9",
                "3000 | 2900 | 17 | 3 | 9"
            })
    void adaptiveOutput_equalsFormula(int vocabulary, String cutoffs, int hidden, int streams, int steps) {
        Integer[] firsts =
                Arrays.stream(cutoffs.split(",")).map(Integer::valueOf).toArray(Integer[]::new);
        ModelConfig adaptive = Examples.adaptive(vocabulary, 9, "lstm:17,gru:" + hidden, firsts);
        compare(adaptive, streams, steps, Regularization.NONE);
        compare(adaptive, streams, steps, new Regularization(0.1f, 0.2f, 0.3f, 0.4f));
    }

    private static void compare(
            int vocabulary, int embedding, String layers, int streams, int steps, Regularization rates) {
        compare(Examples.config(vocabulary, embedding, layers), streams, steps, rates);
    }

    private static void compare(ModelConfig config, int streams, int steps, Regularization rates) {
        int vocabulary = config.vocabulary();
        Network network = Examples.network(config, Kernels.best(), 41);
        NetworkFormula formula = NetworkFormula.of(network, streams);
        Tape tape = Tape.training(network, streams, steps, TEAM.size(), rates, 43);
        SeededRandom random = SeededRandom.of(42);
        int[] lengths = {steps, (steps + 1) / 2, steps};
        for (int window = 0; window < lengths.length; window++) {
            int rows = lengths[window] * streams;
            int[] inputs = Examples.tokens(rows, vocabulary, random);
            int[] targets = Examples.tokens(rows, vocabulary, random);
            Examples.fill(tape, inputs, targets);
            double loss = Examples.train(TEAM, tape, lengths[window], window);
            Masks masks = new Masks(rates, 43, window, config.layers().size(), streams);
            double expected = formula.forward(inputs, targets, masks);
            formula.backward();
            formula.carry();
            double bound = FACTOR * Math.sqrt(chain(config, rows, window * steps + lengths[window])) * 0x1p-23;
            String at = "%s, window %d".formatted(config, window);
            assertThat(loss).as("loss of " + at).isCloseTo(expected, within(bound * expected));
            compareProbabilities(at, formula, targets, tape, bound);
            compareStates(at, config, formula, tape, bound);
            network.parameters().forEach(p -> compareGradient(at, p, formula, bound));
        }
    }

    /// Roundings from the first step's input to the last step's logits, back again, and over the rows of a
    /// gradient.
    private static double chain(ModelConfig config, int rows, int steps) {
        double chain = config.vocabulary() + rows;
        for (int layer = 0; layer < config.layers().size(); layer++) {
            chain += config.inputs(layer)
                    + (double) steps * (config.layers().get(layer).hidden() + CELL);
        }
        return chain + config.outputs();
    }

    private static void compareProbabilities(
            String at, NetworkFormula formula, int[] targets, Tape tape, double bound) {
        for (int row = 0; row < targets.length; row++) {
            double expected = formula.logProbabilities()[row][targets[row]];
            assertThat((double) tape.logProbabilities()[row])
                    .as("ln p of row %d, %s", row, at)
                    .isCloseTo(expected, within(bound * Math.max(1, -expected)));
        }
    }

    private static void compareStates(String at, ModelConfig config, NetworkFormula formula, Tape tape, double bound) {
        List<float[]> state = tape.state();
        int array = 0;
        for (int layer = 0; layer < config.layers().size(); layer++) {
            LayerConfig spec = config.layers().get(layer);
            check("h of layer %d, %s".formatted(layer, at), formula.hidden(layer), state.get(array++), bound);
            if (NetworkFormula.hasCell(spec)) {
                check("c of layer %d, %s".formatted(layer, at), formula.cell(layer), state.get(array++), bound);
            }
        }
        assertThat(state).hasSize(array);
    }

    private static void check(String what, double[][] rows, float[] actual, double bound) {
        double[] expected = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
        Closeness.check(what, expected, actual, rows[0].length, bound * Closeness.largest(expected));
    }

    private static void compareGradient(String at, Parameter parameter, NetworkFormula formula, double bound) {
        double[] expected = formula.matrices().get(parameter.name()).gradient;
        String what = "d loss / d %s, %s, at ".formatted(parameter.name(), at);
        double tolerance = bound * Closeness.largest(expected);
        Closeness.check(what, expected, parameter.gradient(), parameter.columns(), tolerance);
    }
}
