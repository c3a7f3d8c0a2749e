package refrain.nn.tape;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import refrain.kernel.Kernels;
import refrain.kernel.random.SeededRandom;
import refrain.nn.Examples;
import refrain.nn.ModelConfig;
import refrain.nn.Regularization;

/// The backward pass of every formula against central differences of its forward pass.
class FormulaGradientTest {
    private static final int VOCABULARY = 5;
    private static final int STREAMS = 2;
    private static final int STEPS = 3;

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "3 rnn:4",
                "3 rnn-relu:4",
                "3 lstm:4",
                "3 lstm-peephole:4",
                "3 gru:4",
                "0 rnn:3",
                "0 lstm:3",
                "0 gru:3",
                "1 lstm:1",
                "3 lstm:4,lstm:4",
                "2 gru:3,lstm-peephole:2,rnn:4",
                "3 lstm-norm:4",
                "0 lstm-norm:3,lstm-norm:3",
                "3 lstm:4:2",
                "0 lstm:5:3,lstm:5:3",
                "3 mogrifier:4",
                "3 mogrifier:4:1",
                "4 mogrifier:5:4:3,mogrifier:5:2",
                "4 lstm:4+residual,gru:4+residual",
                "3 mogrifier:3+residual,lstm:5:3+residual,lstm-norm:3+residual"
            })
    void gradient_equalsCentralDifferences(int embedding, String layers) {
        check(embedding, layers, Regularization.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "6 lstm:8,lstm:8",
                "6 rnn:5,gru:7",
                "0 lstm-peephole:8",
                "6 lstm-norm:5,lstm:7:4",
                "6 mogrifier:5,mogrifier:7:3:2",
                "6 lstm:6+residual,mogrifier:6+residual"
            })
    void gradient_ofDroppedNetwork_equalsCentralDifferences(int embedding, String layers) {
        check(embedding, layers, new Regularization(0.25f, 0.5f, 0.4f, 0.3f));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {"6 lstm:8,lstm:8", "6 rnn:5,gru:7", "0 lstm-peephole:8"})
    void gradient_ofRegularizedNetwork_equalsCentralDifferences(int embedding, String layers) {
        Regularization locked = new Regularization(0.25f, 0.5f, 0.4f, 0).withLocked(true);
        check(embedding, layers, locked.withEmbedding(0.3f).withWeightDrop(0.5f));
        check(embedding, layers, Regularization.NONE.withPenalties(2, 1));
        check(embedding, layers, Regularization.NONE.withPenalties(0, 3));
        check(embedding, layers, Regularization.NONE.withSmoothing(0.2f));
        check(embedding, layers, locked.withPenalties(2, 1).withSmoothing(0.1f));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {"8 lstm:4,lstm:8", "3 gru:3"})
    void gradient_ofTiedNetwork_equalsCentralDifferences(int embedding, String layers) {
        ModelConfig tied = Examples.tied(VOCABULARY, embedding, layers);
        check(tied, Regularization.NONE);
        check(tied, new Regularization(0.25f, 0.5f, 0.4f, 0.3f).withEmbedding(0.5f));
    }

    private static void check(int embedding, String layers, Regularization rates) {
        check(Examples.config(VOCABULARY, embedding, layers), rates);
    }

    private static void check(ModelConfig config, Regularization rates) {
        NetworkFormula formula = NetworkFormula.of(Examples.network(config, Kernels.plain(), 7), STREAMS);
        SeededRandom random = SeededRandom.of(8);
        int[] inputs = Examples.tokens(STEPS * STREAMS, VOCABULARY, random);
        int[] targets = Examples.tokens(STEPS * STREAMS, VOCABULARY, random);
        Masks masks = new Masks(rates, 9, 0, config.layers().size(), STREAMS);
        formula.forward(inputs, targets, masks);
        formula.carry(); // so that the initial state is not zero
        formula.forward(inputs, targets, masks);
        formula.backward();
        formula.matrices()
                .forEach((name, matrix) -> GradientCheck.check(name, matrix.value, matrix.gradient.clone(), () -> {
                    formula.forward(inputs, targets, masks);
                    return formula.objective();
                }));
    }
}
