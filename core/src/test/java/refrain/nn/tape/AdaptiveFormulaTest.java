package refrain.nn.tape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import refrain.kernel.random.SeededRandom;

/// The formula that tapes with an adaptive softmax are held against.
class AdaptiveFormulaTest {
    private static final int HIDDEN = 17;
    private static final int VOCABULARY = 12;

    private final SeededRandom random = SeededRandom.of(1);
    private final Matrix h = Matrix.random(1, HIDDEN, 1, random);
    private final AdaptiveFormula formula = new AdaptiveFormula(
            List.of(3, 7),
            new SoftmaxFormula(Matrix.random(5, HIDDEN, 1, random)),
            List.of(Matrix.random(4, HIDDEN, 1, random), Matrix.random(1, HIDDEN, 1, random)),
            List.of(
                    new SoftmaxFormula(Matrix.random(4, 4, 1, random)),
                    new SoftmaxFormula(Matrix.random(5, 1, 1, random))));

    @Test
    void probabilities_sumToOne() {
        double[] logProbabilities = formula.forward(h.value);
        assertThat(logProbabilities).hasSize(VOCABULARY);
        assertThat(Arrays.stream(logProbabilities).map(StrictMath::exp).sum()).isCloseTo(1, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 3, 6, 7, 11})
    void gradients_ofATargetInEachPart_areThoseOfCentralDifferences(int target) {
        double[] dh = formula.back(formula.forward(h.value), h.value, target, 1, 0);
        System.arraycopy(dh, 0, h.gradient, 0, HIDDEN);
        check("h", h, target);
        formula.connections().forEach(w -> check("w", w, target));
        formula.projections().forEach(p -> check("p", p, target));
    }

    private void check(String what, Matrix of, int target) {
        GradientCheck.check(what, of.value, of.gradient, () -> formula.loss(formula.forward(h.value), target, 0));
    }
}
