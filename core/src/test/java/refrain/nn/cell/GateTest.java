package refrain.nn.cell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import refrain.kernel.Kernels;
import refrain.kernel.random.SeededRandom;
import refrain.kernel.team.Team;
import refrain.nn.Examples;
import refrain.nn.LayerConfig;
import refrain.nn.Parameter;
import refrain.nn.Regularization;
import refrain.nn.network.Network;
import refrain.nn.tape.Tape;
import refrain.train.config.Clipping;
import refrain.train.config.TrainingConfig;
import refrain.train.descent.Optimizer;

/// What gates are for. The gradient of a simple recurrent network shrinks with every step it goes back; through a cell
/// whose forget gate is open it hardly does, so that what was read long ago can be learned.
///
/// @see <a href="https://doi.org/10.1109/72.279181">Bengio, Simard and Frasconi (1994)</a>, the vanishing gradient
/// @see <a href="https://arxiv.org/abs/1804.11188">Tallec and Ollivier (2018)</a>, gate biases for the lag wanted
class GateTest {
    private static final int LAG = 100;

    /// Tokens of the recall task: symbols to remember, distractors, and a last one, both the question and
    /// "nothing".
    private static final int SYMBOLS = 2;

    private static final int DISTRACTORS = 4;
    private static final int BLANK = SYMBOLS + DISTRACTORS;
    private static final int STREAMS = 16;
    private static final int UPDATES = 600;
    private static final int MEASURED = 20;
    private static final TrainingConfig CONFIG = TrainingConfig.DEFAULT.withClip(Clipping.NONE.withNorm(1));
    private static final double RATE = 0.05;

    /// With a bias of about ln(LAG) a forget gate keeps what it holds for so long; an input gate must be nearly
    /// as closed, or what it lets in on the way fills the cell.
    private static final float FORGET_BIAS = 5;

    private static final float INPUT_BIAS = -4;

    @Test
    void gradient_vanishesWithTheLag_lessThroughAnOpenForgetGate() {
        double simple = shareOfGradient("rnn:32", 0);
        double closed = shareOfGradient("lstm:32", -1);
        double initial = shareOfGradient("lstm:32", 1);
        double open = shareOfGradient("lstm:32", 4);
        assertThat(simple).isLessThan(1e-4);
        assertThat(closed).isLessThan(simple);
        assertThat(initial).isGreaterThan(100 * simple);
        assertThat(open).isGreaterThan(0.1);
    }

    @Test
    void recall_overAHundredSteps_isLearnedByLstm_notBySimpleNetwork() {
        double guessing = StrictMath.log(SYMBOLS);
        assertThat(leastLossOfRecall("lstm:16", 0.1 * guessing)).isLessThan(0.1 * guessing);
        assertThat(leastLossOfRecall("rnn:16", 0.1 * guessing)).isGreaterThan(0.9 * guessing);
    }

    /// How much of the last step's gradient is left 20 steps earlier.
    private static double shareOfGradient(String layer, float forgetBias) {
        double[] norms = gradientByLag(layer, forgetBias);
        return norms[20] / norms[0];
    }

    /// |∂ ln p(last target) / ∂x| for the input of each lag before the last step. Every step reads a token of
    /// its own, so the embedding's gradient has a row for each; two targets at the last step make gradients
    /// that differ by it alone.
    private static double[] gradientByLag(String layer, float forgetBias) {
        int steps = 60;
        Network network = Network.of(Examples.config(steps, 32, layer), Kernels.plain());
        network.initialise(1);
        biasGate(network, LstmCell.F, forgetBias);
        Tape tape = Tape.training(network, 1, steps, 1, Regularization.NONE, 0);
        Arrays.setAll(tape.inputs(), t -> t);
        Parameter embedding = network.parameters().getFirst();
        float[][] gradients = new float[2][];
        try (Team team = Team.of(1)) {
            for (int target = 0; target < 2; target++) {
                tape.clearState();
                tape.targets()[steps - 1] = target;
                Examples.train(team, tape, steps, 0);
                gradients[target] = embedding.gradient().clone();
            }
        }
        double[] norms = new double[steps];
        for (int lag = 0; lag < steps; lag++) {
            int row = (steps - 1 - lag) * embedding.stride();
            for (int i = row; i < row + embedding.columns(); i++) {
                norms[lag] += squared((double) gradients[1][i] - gradients[0][i]);
            }
            norms[lag] = Math.sqrt(norms[lag]);
        }
        return norms;
    }

    private static double squared(double x) {
        return x * x;
    }

    /// The least of a few trainings that differ in their seed; it ends with the first that has learned. Until
    /// the symbol is seen to matter there is nothing to follow, and how long that takes is a matter of luck.
    private static double leastLossOfRecall(String layer, double learned) {
        double least = Double.POSITIVE_INFINITY;
        for (int seed = 1; seed <= 4 && least >= learned; seed++) {
            least = Math.min(least, lossOfRecall(layer, seed));
        }
        return least;
    }

    /// Mean −ln p of the symbol asked for, over the last updates.
    private static double lossOfRecall(String layer, long seed) {
        Network network = Network.of(Examples.config(BLANK + 1, 0, layer), Kernels.plain());
        network.initialise(seed);
        biasGate(network, LstmCell.F, FORGET_BIAS);
        biasGate(network, LstmCell.I, INPUT_BIAS);
        Tape tape = Tape.training(network, STREAMS, LAG + 1, 1, Regularization.NONE, 0);
        Optimizer optimizer = Optimizer.of(CONFIG, network.parameters(), 1);
        SeededRandom random = SeededRandom.of(seed + 10);
        double loss = 0;
        try (Team team = Team.of(1)) {
            for (int update = 0; update < UPDATES; update++) {
                pose(tape, random);
                tape.clearState();
                Examples.train(team, tape, LAG + 1, update);
                long number = update;
                team.run(worker -> optimizer.update(worker, number, RATE));
                loss += update < UPDATES - MEASURED ? 0 : meanOfLastStep(tape) / MEASURED;
            }
        }
        return loss;
    }

    /// A symbol, distractors, a blank: the answer to the blank is the symbol, to all else a blank.
    private static void pose(Tape tape, SeededRandom random) {
        Arrays.setAll(tape.inputs(), row -> SYMBOLS + random.nextInt(DISTRACTORS));
        Arrays.fill(tape.targets(), BLANK);
        for (int b = 0; b < STREAMS; b++) {
            int symbol = random.nextInt(SYMBOLS);
            tape.inputs()[b] = symbol;
            tape.inputs()[LAG * STREAMS + b] = BLANK;
            tape.targets()[LAG * STREAMS + b] = symbol;
        }
    }

    private static double meanOfLastStep(Tape tape) {
        double sum = 0;
        for (int b = 0; b < STREAMS; b++) {
            sum -= tape.logProbabilities()[LAG * STREAMS + b];
        }
        return sum / STREAMS;
    }

    /// Does nothing to a layer without gates.
    private static void biasGate(Network network, int gate, float bias) {
        Parameter biases = network.parameters().stream()
                .filter(p -> p.name().equals("rnn.bias_ih_l0"))
                .findFirst()
                .orElseThrow();
        int hidden = network.config().outputs();
        if (network.config().layers().getFirst() instanceof LayerConfig.Lstm) {
            Arrays.fill(biases.value(), gate * hidden, (gate + 1) * hidden, bias);
        }
    }
}
