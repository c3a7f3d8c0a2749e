package refrain.train.descent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import refrain.kernel.team.Team;
import refrain.nn.Parameter;
import refrain.train.config.Clipping;
import refrain.train.config.OptimizerConfig;
import refrain.train.config.TrainingConfig;
import refrain.train.config.WeightConstraint;

class OptimizerTest {
    private static final int UPDATES = 30;

    private final Parameter embedding = Parameter.embedding("encoder.weight", 11, 5);
    private final Parameter weight = Parameter.matrix("rnn.weight_ih_l0", 17, 70);
    private final Parameter bias = Parameter.vector("rnn.bias_ih_l0", 129);
    private final List<Parameter> parameters = List.of(embedding, weight, bias);
    private final SplittableRandom random = new SplittableRandom(7);

    OptimizerTest() {
        parameters.forEach(p -> fill(p, p.value()));
    }

    @ParameterizedTest
    @CsvSource({
        "sgd,0", "sgd,0.01", "momentum,0", "momentum,0.01", "nesterov,0", "nesterov,0.01",
        "rmsprop,0", "rmsprop,0.01", "adam,0", "adam,0.01", "adamw,0", "adamw,0.01"
    })
    void update_equalsTheFormulaInDouble(String rule, double decay) {
        TrainingConfig config = config(rule).withWeightDecay(decay).withClip(new Clipping(0.5f, 0.05f));
        Optimizer optimizer = Optimizer.of(config, parameters, 1);
        OptimizerFormula formula = new OptimizerFormula(config, parameters);
        for (int update = 0; update < UPDATES; update++) {
            gradients(update);
            formula.update(update, 0.01);
            run(optimizer, 1, update, 0.01);
            assertThat(optimizer.gradientNorm()).isCloseTo(formula.gradientNorm(), within(1e-12));
        }
        for (int i = 0; i < parameters.size(); i++) {
            assertClose(parameters.get(i), formula.values(i));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sgd", "momentum", "nesterov", "rmsprop", "adam", "adamw"})
    void update_onAnyNumberOfThreads_givesTheSameBits(String rule) {
        int[] alone = bitsAfterTraining(rule, 1);
        for (int threads : new int[] {2, 3, 7}) {
            assertThat(bitsAfterTraining(rule, threads))
                    .as("%d threads", threads)
                    .containsExactly(alone);
        }
    }

    /// Adam corrects the bias of its moments by how often they were updated, not by how old the run is.
    @ParameterizedTest
    @ValueSource(strings = {"sgd", "momentum", "nesterov", "rmsprop", "adam", "adamw"})
    void parameter_thatBeginsLater_movesAsFromTheStart(String rule) {
        float[] before = bias.value().clone();
        float[][] gradients = new float[5][bias.gradient().length];
        Optimizer early = Optimizer.of(config(rule), List.of(bias), 1);
        for (int update = 0; update < 5; update++) {
            fill(bias, gradients[update]);
            System.arraycopy(gradients[update], 0, bias.gradient(), 0, gradients[update].length);
            run(early, 1, update, 0.01);
        }
        float[] expected = bias.value().clone();
        System.arraycopy(before, 0, bias.value(), 0, before.length);
        Optimizer late = Optimizer.ofPortions(config(rule), List.of(new Portion(bias, 1, 2, 1_000)), 1);
        run(late, 1, 999, 0.01);
        assertThat(bias.value()).containsExactly(before);
        late.enter(2);
        for (int update = 0; update < 5; update++) {
            System.arraycopy(gradients[update], 0, bias.gradient(), 0, gradients[update].length);
            run(late, 1, 1_000 + update, 0.01);
        }
        assertThat(bias.value()).containsExactly(expected);
    }

    @Test
    void sgd_rowsWithoutGradient_areNotRead() {
        Optimizer optimizer = Optimizer.of(config("sgd"), parameters, 1);
        gradients(0);
        float[] before = embedding.value().clone();
        run(optimizer, 1, 0, 0.1);
        for (int row = 0; row < embedding.rows(); row++) {
            int from = row * embedding.stride();
            assertThat(Arrays.equals(before, from, from + 5, embedding.value(), from, from + 5))
                    .as("row %d unchanged", row)
                    .isEqualTo(row != 0 && row != 4);
        }
    }

    @Test
    void padding_staysZero() {
        Optimizer optimizer = Optimizer.of(config("adamw").withWeightDecay(0.1), parameters, 1);
        for (int update = 0; update < 3; update++) {
            gradients(update);
            run(optimizer, 1, update, 0.1);
        }
        for (Parameter p : parameters) {
            for (int i = 0; i < p.value().length; i++) {
                if (i % p.stride() >= p.columns()) {
                    assertThat(p.value()[i]).as("%s[%d]", p.name(), i).isZero();
                }
            }
        }
    }

    @Test
    void clipNorm_scalesTheGradientToIt() {
        gradients(0);
        float[] before = bias.value().clone();
        Optimizer optimizer = Optimizer.of(config("sgd").withClip(Clipping.NONE.withNorm(0.25f)), parameters, 1);
        run(optimizer, 1, 0, 1);
        assertThat(optimizer.gradientNorm()).isGreaterThan(0.25);
        for (int i = 0; i < bias.columns(); i++) {
            double moved = bias.gradient()[i] * 0.25 / optimizer.gradientNorm();
            assertThat((double) bias.value()[i]).isCloseTo(before[i] - moved, within(1e-7));
        }
    }

    @Test
    void clipValue_comesBeforeTheNorm() {
        gradients(0);
        Arrays.fill(bias.gradient(), 0, bias.columns(), 100);
        Arrays.fill(weight.gradient(), 0);
        Arrays.fill(embedding.gradient(), 0);
        Optimizer optimizer = Optimizer.of(config("sgd").withClip(Clipping.NONE.withValue(2)), parameters, 1);
        run(optimizer, 1, 0, 1);
        assertThat(optimizer.gradientNorm()).isCloseTo(Math.sqrt(129 * 4), within(1e-12));
    }

    @Test
    void weightClip_holdsForEveryWeightAndNoBias() {
        bias.value()[3] = 9;
        Optimizer optimizer =
                Optimizer.of(config("sgd").withConstraint(WeightConstraint.NONE.withClip(0.01f)), parameters, 1);
        gradients(0);
        run(optimizer, 1, 0, 0.001);
        assertThat(largest(embedding.value())).isEqualTo(0.01f);
        assertThat(largest(weight.value())).isEqualTo(0.01f);
        assertThat(bias.value()[3]).isCloseTo(9, within(0.1f));
    }

    /// A row of peepholes is no unit's incoming weights: each unit has one weight in it.
    @Test
    void maxNorm_leavesPeepholesAlone() {
        Parameter peepholes = Parameter.elementWise("rnn.peepholes_l0", 3, 70);
        Arrays.fill(peepholes.value(), 2);
        TrainingConfig config = config("sgd").withConstraint(new WeightConstraint(1, 0.1f));
        run(Optimizer.of(config, List.of(peepholes), 1), 1, 0, 0.001);
        for (int row = 0; row < 3; row++) {
            int from = row * peepholes.stride();
            assertThat(Arrays.copyOfRange(peepholes.value(), from, from + 70)).containsOnly(1);
        }
    }

    @Test
    void maxNorm_holdsForEveryRowAndNoBias() {
        bias.value()[3] = 9;
        Optimizer optimizer =
                Optimizer.of(config("adam").withConstraint(WeightConstraint.NONE.withMaxNorm(0.1f)), parameters, 1);
        gradients(0);
        run(optimizer, 1, 0, 0.001);
        for (Parameter matrix : List.of(embedding, weight)) {
            for (int row = 0; row < matrix.rows(); row++) {
                double norm = Math.sqrt(RowNorm.squared(
                        matrix.value(), row * matrix.stride(), matrix.columns(), new double[RowNorm.LANES]));
                assertThat(norm).isLessThan(0.1 + 1e-7);
            }
        }
        assertThat(bias.value()[3]).isCloseTo(9, within(0.1f));
    }

    @ParameterizedTest
    @ValueSource(strings = {"momentum", "nesterov", "rmsprop", "adam", "adamw"})
    void moments_ofRowsWithoutGradient_neverBecomeDenormal(String rule) {
        Optimizer optimizer = Optimizer.of(config(rule), parameters, 1);
        gradients(0);
        for (int update = 0; update < 4_000; update++) {
            run(optimizer, 1, update, 0.001);
            parameters.forEach(p -> Arrays.fill(p.gradient(), 0));
        }
        for (Optimizer.Moment moment : optimizer.moments()) {
            for (float value : moment.values()) {
                assertThat(value == 0 || Math.abs(value) >= 0x1p-115f)
                        .as("%s %s", moment.name(), value)
                        .isTrue();
            }
        }
        parameters.forEach(p -> assertThat(p.value()).doesNotContain(Float.NaN));
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1,1", "63,63", "64,64", "65,65", "200,200"})
    void rowNorm_countsEveryElementOnce(int length, double expected) {
        float[] x = new float[length + 3];
        Arrays.fill(x, 1);
        assertThat(RowNorm.squared(x, 2, length, new double[RowNorm.LANES])).isEqualTo(expected);
    }

    @Test
    void rowNorm_equalsItsDefinition() {
        float[] x = new float[333];
        double[] lanes = new double[64];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextDouble(-1, 1);
            lanes[i % 64] += (double) x[i] * x[i];
        }
        for (int half = 32; half > 0; half /= 2) {
            for (int j = 0; j < half; j++) {
                lanes[j] += lanes[j + half];
            }
        }
        assertThat(RowNorm.squared(x, 0, x.length, new double[64])).isEqualTo(lanes[0]);
    }

    private int[] bitsAfterTraining(String rule, int threads) {
        OptimizerTest fresh = new OptimizerTest();
        TrainingConfig config = config(rule)
                .withWeightDecay(rule.equals("sgd") ? 0 : 0.01)
                .withClip(new Clipping(0.5f, 0.5f))
                .withConstraint(new WeightConstraint(0.4f, 1));
        Optimizer optimizer = Optimizer.of(config, fresh.parameters, threads);
        try (Team team = Team.of(threads)) {
            for (int update = 0; update < UPDATES; update++) {
                fresh.gradients(update);
                long number = update;
                team.run(worker -> optimizer.update(worker, number, 0.01));
            }
        }
        return fresh.parameters.stream()
                .flatMapToInt(p -> IntStream.range(0, p.value().length).map(i -> Float.floatToIntBits(p.value()[i])))
                .toArray();
    }

    private static void run(Optimizer optimizer, int threads, long update, double rate) {
        try (Team team = Team.of(threads)) {
            team.run(worker -> optimizer.update(worker, update, rate));
        }
    }

    private static TrainingConfig config(String rule) {
        return TrainingConfig.DEFAULT.withOptimizer(OptimizerConfig.named(rule)).withClip(Clipping.NONE);
    }

    /// Fresh gradients; of the embedding only two rows have any.
    private void gradients(int update) {
        parameters.forEach(p -> fill(p, p.gradient()));
        embedding.touched().mark(new int[] {update % 7, (update + 4) % 11}, 2);
        for (int i = 0; i < embedding.gradient().length; i++) {
            int row = i / embedding.stride();
            if (row != update % 7 && row != (update + 4) % 11) {
                embedding.gradient()[i] = 0;
            }
        }
    }

    private void fill(Parameter p, float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = i % p.stride() < p.columns() ? (float) random.nextDouble(-0.1, 0.1) : 0;
        }
    }

    private static float largest(float[] x) {
        float largest = 0;
        for (float value : x) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    private static void assertClose(Parameter p, double[] expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) p.value()[i]).as("%s[%d]", p.name(), i).isCloseTo(expected[i], within(2e-6));
        }
    }
}
