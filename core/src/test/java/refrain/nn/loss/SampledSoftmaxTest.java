package refrain.nn.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import refrain.kernel.Kernels;
import refrain.kernel.Slab;
import refrain.kernel.random.SeededRandom;
import refrain.kernel.team.Team;
import refrain.nn.Examples;
import refrain.nn.ModelConfig;
import refrain.nn.Parameter;
import refrain.nn.Regularization;
import refrain.nn.network.Network;
import refrain.nn.operation.Tensor;
import refrain.nn.operation.Window;
import refrain.nn.tape.CellFormula;
import refrain.nn.tape.Closeness;
import refrain.nn.tape.GradientCheck;
import refrain.nn.tape.Matrix;
import refrain.nn.tape.Tape;
import refrain.nn.weights.OutputWeights;

/// The operation in `float` against its formula in `double`, which central differences check, with the tokens it drew.
class SampledSoftmaxTest {
    private static final int SITE = 9;
    private static final long SEED = 5;
    private static final Team TEAM = Team.of(2);

    @AfterAll
    static void closeTeam() {
        TEAM.close();
    }

    /// One operation with everything that it reads and writes.
    private static final class Case {
        final OutputWeights weights;
        final Tensor input;
        final int[] targets;
        final Window window;
        final SampledSoftmax softmax;
        final NegativeSampler sampler;

        Case(int vocabulary, int hidden, int rows, int samples) {
            SeededRandom random = SeededRandom.of(1);
            weights = OutputWeights.of(vocabulary, hidden, 0);
            weights.w.track(true);
            input = Tensor.of(0, rows, hidden, true);
            targets = Examples.tokens(rows, vocabulary, random);
            fill(weights.w, random);
            fill(weights.bias, random);
            for (int i = 0; i < rows * hidden; i++) {
                input.value()[i / hidden * input.stride() + i % hidden] = 2 * random.nextFloat() - 1;
            }
            window = new Window(1, rows, 1, Regularization.NONE, SEED);
            window.begin(rows, 0);
            Slab slab = new Slab();
            Kernels kernels = Kernels.best();
            softmax = new SampledSoftmax(kernels, weights, input, targets, window, TEAM.size(), samples, SITE, slab);
            sampler = new NegativeSampler(vocabulary, samples, TEAM.size());
        }

        double run(long update) {
            window.begin(window.rows(), update);
            TEAM.run(worker -> {
                softmax.forward(worker, window);
                worker.meet();
                softmax.backward(worker, window);
            });
            TEAM.run(worker -> sampler.draw(worker, window.key(SITE)));
            return softmax.loss(window);
        }

        private static void fill(Parameter p, SeededRandom random) {
            for (int i = 0; i < p.rows() * p.columns(); i++) {
                p.value()[i / p.columns() * p.stride() + i % p.columns()] = 2 * random.nextFloat() - 1;
            }
        }
    }

    /// The formula: mean −ln q over the rows, gradients on demand, and the estimate of Σ −ln p.
    private static final class Formula {
        final Matrix w;
        final Matrix bias;
        final Matrix h;
        private final Case c;
        private double estimate;

        Formula(Case c) {
            this.c = c;
            w = Matrix.of(c.weights.w);
            bias = Matrix.of(c.weights.bias);
            h = new Matrix(c.window.rows(), c.weights.w.columns());
            for (int i = 0; i < h.value.length; i++) {
                h.value[i] = c.input.value()[i / h.columns * c.input.stride() + i % h.columns];
            }
        }

        double loss(boolean gradients) {
            estimate = 0;
            double sum = 0;
            for (int row = 0; row < h.rows; row++) {
                sum += row(row, gradients);
            }
            return sum / h.rows;
        }

        private double row(int row, boolean gradients) {
            double[] x = Arrays.copyOfRange(h.value, row * h.columns, (row + 1) * h.columns);
            double[] l = CellFormula.sum(bias.value, w.times(x));
            double[] e = new double[l.length];
            double all = StrictMath.exp(l[c.targets[row]]);
            for (int v = 0; v < l.length; v++) {
                boolean target = v == c.targets[row];
                boolean drawn = c.sampler.place(v) >= 0;
                e[v] = target || drawn ? StrictMath.exp(l[v] - c.sampler.logProbability(v)) : 0;
                all += target ? 0 : e[v];
            }
            double sum = Arrays.stream(e).sum();
            estimate += StrictMath.log(all) - l[c.targets[row]];
            if (gradients) {
                back(row, x, e, sum);
            }
            return StrictMath.log(sum / e[c.targets[row]]);
        }

        private void back(int row, double[] x, double[] e, double sum) {
            double[] dl = new double[e.length];
            for (int v = 0; v < e.length; v++) {
                dl[v] = (e[v] / sum - (v == c.targets[row] ? 1 : 0)) / h.rows;
            }
            bias.add(dl);
            w.addOuter(dl, x);
            System.arraycopy(w.transposedTimes(dl), 0, h.gradient, row * h.columns, h.columns);
        }
    }

    @Test
    void formula_hasTheGradientsOfCentralDifferences() {
        Case c = new Case(23, 5, 7, 6);
        c.run(3);
        Formula formula = new Formula(c);
        formula.loss(true);
        GradientCheck.check("w", formula.w.value, formula.w.gradient, () -> formula.loss(false));
        GradientCheck.check("b", formula.bias.value, formula.bias.gradient, () -> formula.loss(false));
        GradientCheck.check("h", formula.h.value, formula.h.gradient, () -> formula.loss(false));
    }

    @ParameterizedTest
    @CsvSource({"2, 1, 1, 1", "23, 5, 7, 6", "130, 17, 65, 1", "130, 33, 64, 60", "1000, 64, 129, 100", "65, 16, 31, 65"
    })
    void lossAndGradients_overTwoUpdates_equalTheFormula(int vocabulary, int hidden, int rows, int samples) {
        Case c = new Case(vocabulary, hidden, rows, samples);
        for (int update = 0; update < 2; update++) {
            double loss = c.run(update);
            Formula formula = new Formula(c);
            formula.loss(true);
            double bound = 4 * Math.sqrt(vocabulary + rows + hidden) * 0x1p-23;
            assertThat(loss).isCloseTo(formula.estimate, within(bound * Math.max(rows, formula.estimate)));
            check("w", formula.w, c.weights.w.gradient(), bound);
            check("b", formula.bias, c.weights.bias.gradient(), bound);
            check("h", formula.h, c.input.gradient(), bound);
            assertTouched(c);
        }
    }

    private static void check(String what, Matrix expected, float[] actual, double bound) {
        double tolerance = bound * Math.max(1e-3, Closeness.largest(expected.gradient));
        Closeness.check(what, expected.gradient, actual, expected.columns, tolerance);
    }

    /// Those drawn and the targets, and no other row has a gradient.
    private static void assertTouched(Case c) {
        int[] expected = IntStream.concat(
                        Arrays.stream(c.targets),
                        IntStream.range(0, c.sampler.count()).map(c.sampler::token))
                .sorted()
                .distinct()
                .toArray();
        int[] touched = IntStream.range(0, c.weights.w.touched().count())
                .map(c.weights.w.touched()::row)
                .toArray();
        assertThat(touched).containsExactly(expected);
    }

    @Test
    void samplesOfTheWholeVocabulary_areTheFullSoftmax() {
        Case c = new Case(65, 17, 40, 65);
        double loss = c.run(0);
        OutputWeights full = OutputWeights.of(65, 17, 0);
        System.arraycopy(c.weights.w.value(), 0, full.w.value(), 0, full.w.value().length);
        System.arraycopy(c.weights.bias.value(), 0, full.bias.value(), 0, full.bias.value().length);
        Tensor input = new Tensor(c.input.value(), new float[c.input.gradient().length], 0, 17, c.input.stride());
        SoftmaxLoss softmax = new SoftmaxLoss(
                Kernels.best(), full, input, c.targets, c.window, 2, true, 0, StripVisitor.NONE, new Slab());
        TEAM.run(worker -> softmax.forward(worker, c.window));
        assertThat(loss).isCloseTo(softmax.loss(c.window), within(1e-4));
        for (int i = 0; i < full.w.gradient().length; i++) {
            assertThat(c.weights.w.gradient()[i]).isCloseTo(full.w.gradient()[i], within(1e-6f));
        }
        for (int i = 0; i < input.gradient().length; i++) {
            assertThat(c.input.gradient()[i]).isCloseTo(input.gradient()[i], within(1e-6f));
        }
    }

    /// The mean gradient of many draws comes nearer to that of the full softmax the more tokens are drawn.
    @Test
    void meanGradient_approachesThatOfTheFullSoftmax() {
        float[] full = meanGradient(200, 1);
        double far = distance(meanGradient(10, 300), full);
        double near = distance(meanGradient(100, 300), full);
        assertThat(near).isLessThan(far / 3);
        assertThat(near).isLessThan(0.1 * distance(new float[full.length], full));
    }

    private static float[] meanGradient(int samples, int updates) {
        Case c = new Case(200, 8, 30, samples);
        float[] mean = new float[c.input.gradient().length];
        for (int update = 0; update < updates; update++) {
            c.run(update);
            for (int i = 0; i < mean.length; i++) {
                mean[i] += c.input.gradient()[i] / updates;
            }
        }
        return mean;
    }

    private static double distance(float[] x, float[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += ((double) x[i] - y[i]) * ((double) x[i] - y[i]);
        }
        return Math.sqrt(sum);
    }

    /// Tied: rows of W that are fed are touched too, and their gradient is the sum of both uses.
    @Test
    void tiedNetwork_sampled_touchesWhatIsFedDrawnOrATarget() {
        ModelConfig config = Examples.tied(5_000, 16, "gru:16");
        Network network = Examples.network(config, Kernels.best(), 2);
        Parameter w = network.parameters().getFirst();
        Tape tape = Tape.training(network, 2, 3, 2, Regularization.NONE.withSamples(4), SEED);
        for (int update = 0; update < 2; update++) {
            int[] inputs = {4_990, 4_991, 4_992, 4_993, 4_994, 4_995};
            int[] targets = {4_980, 4_981, 4_982, 4_983, 4_984, 4_985};
            Examples.fill(tape, inputs, targets);
            Examples.train(TEAM, tape, 3, update);
            int[] touched = IntStream.range(0, w.touched().count())
                    .map(w.touched()::row)
                    .toArray();
            int[] nonZero = IntStream.range(0, w.rows())
                    .filter(row -> IntStream.range(0, 16).anyMatch(i -> w.gradient()[row * w.stride() + i] != 0))
                    .toArray();
            assertThat(touched).contains(inputs).contains(targets).hasSizeBetween(12, 12 + 30);
            assertThat(nonZero).contains(inputs).contains(targets);
            assertThat(touched).contains(nonZero);
        }
        Tape.training(network, 2, 3, 2, Regularization.NONE, SEED);
        assertThat(w.touched().isAll()).isTrue();
        assertThat(w.gradient()).containsOnly(0);
    }

    @Test
    void samples_outOfRange_orWithSmoothing_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Regularization.NONE.withSamples(-1))
                .withMessage("sampled-softmax is -1; it must be from 0 to 1048575");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Regularization.NONE.withSmoothing(0.1f).withSamples(100))
                .withMessageContaining("label-smoothing is 0.1")
                .withMessageContaining("sampled-softmax 100");
    }
}
