package refrain.nn.tape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import refrain.golden.Golden;
import refrain.kernel.Kernels;
import refrain.kernel.team.Team;
import refrain.nn.Examples;
import refrain.nn.ModelConfig;
import refrain.nn.Parameter;
import refrain.nn.Regularization;
import refrain.nn.network.Network;

/// Networks against the numbers that PyTorch computed in float64 for the same parameters, initial state and tokens.
/// Differences stay below 2⁻¹⁹, sixteen roundings, of the largest element.
class TapeGoldenTest {
    private static final double RELATIVE = 0x1p-19;
    private static final List<String> CASES =
            List.of("rnn-tanh-1", "rnn-tanh-2", "rnn-relu-1", "rnn-relu-2", "lstm-1", "lstm-2", "gru-1", "gru-2");
    private static final Team TEAM = Team.of(2);

    @AfterAll
    static void closeTeam() {
        TEAM.close();
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void parameters_haveNamesShapesAndOrderOfPyTorch(String name) throws IOException {
        Golden golden = Golden.read(name);
        List<Parameter> parameters = network(golden).parameters();
        assertThat(parameters).extracting(Parameter::name).containsExactlyElementsOf(golden.names("parameters"));
        for (Parameter p : parameters) {
            int[] shape = p.isVector() ? new int[] {p.columns()} : new int[] {p.rows(), p.columns()};
            assertThat(shape).as(p.name()).containsExactly(golden.integers("parameters", p.name(), "shape"));
        }
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void window_givesLossGradientsAndFinalState(String name) throws IOException {
        Golden golden = Golden.read(name);
        Network network = network(golden);
        Tape tape = tape(golden, network);
        double loss = Examples.train(TEAM, tape, tape.steps(), 0);
        double expected = golden.number("loss") * (double) tape.targets().length;
        assertThat(loss).isCloseTo(expected, within(RELATIVE * expected));
        for (Parameter p : network.parameters()) {
            check(p.name(), golden.values("gradients", p.name()), p.gradient(), p.columns());
        }
        List<float[]> state = state(golden, "finalState");
        for (int i = 0; i < state.size(); i++) {
            check(
                    "final state " + i,
                    unpadded(state.get(i), golden),
                    tape.state().get(i),
                    golden.integer("hidden"));
        }
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void evaluation_stepByStep_givesEveryHiddenStateAndProbability(String name) throws IOException {
        Golden golden = Golden.read(name);
        Network network = network(golden);
        int streams = golden.integer("streams");
        int vocabulary = golden.integer("vocabulary");
        int hidden = golden.integer("hidden");
        Tape tape = Tape.evaluation(network, streams, 1, TEAM.size());
        tape.restore(state(golden, "initialState"));
        for (int t = 0; t < golden.integer("steps"); t++) {
            List<float[]> before = tape.state();
            System.arraycopy(golden.integers("inputs"), t * streams, tape.inputs(), 0, streams);
            for (int v = 0; v < vocabulary; v++) {
                tape.restore(before);
                Arrays.fill(tape.targets(), v);
                Examples.evaluate(TEAM, network, tape, 1);
                checkProbabilities(golden, t * streams, v, tape);
            }
            float[] rows = golden.values("outputs", "hidden");
            float[] expected = Arrays.copyOfRange(rows, t * streams * hidden, (t + 1) * streams * hidden);
            check("h at " + t, expected, top(tape, golden), hidden);
        }
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void gradientDescent_followsTheSameTenLosses(String name) throws IOException {
        Golden golden = Golden.read(name);
        Network network = network(golden);
        Tape tape = tape(golden, network);
        float rate = golden.number("rate");
        float[] expected = golden.values("losses");
        assertThat(expected).hasSize(11);
        for (int update = 0; update < expected.length; update++) {
            tape.restore(state(golden, "initialState"));
            double loss = Examples.train(TEAM, tape, tape.steps(), update) / tape.targets().length;
            assertThat(loss)
                    .as("loss after %d updates", update)
                    .isCloseTo(expected[update], within((1 + update) * RELATIVE * expected[update]));
            network.parameters().forEach(p -> descend(p, rate));
        }
    }

    private static void descend(Parameter p, float rate) {
        for (int i = 0; i < p.value().length; i++) {
            p.value()[i] -= rate * p.gradient()[i];
        }
    }

    private static void checkProbabilities(Golden golden, int firstRow, int v, Tape tape) {
        int vocabulary = golden.integer("vocabulary");
        float[] logits = golden.values("outputs", "logits");
        for (int b = 0; b < golden.integer("streams"); b++) {
            int row = (firstRow + b) * vocabulary;
            double sum = 0;
            for (int u = 0; u < vocabulary; u++) {
                sum += StrictMath.exp(logits[row + u]);
            }
            double expected = logits[row + v] - StrictMath.log(sum);
            assertThat((double) tape.logProbabilities()[b])
                    .as("ln p of %d in row %d", v, firstRow + b)
                    .isCloseTo(expected, within(RELATIVE * Math.max(1, Math.abs(expected))));
        }
    }

    private static Network network(Golden golden) {
        String kind = golden.text("cell").replace("rnn-tanh", "rnn");
        String layer = kind + ":" + golden.integer("hidden");
        String layers = String.join(",", List.of(layer, layer).subList(0, golden.integer("layers")));
        ModelConfig config = Examples.config(golden.integer("vocabulary"), golden.integer("embedding"), layers);
        Network network = Network.of(config, Kernels.best());
        for (Parameter p : network.parameters()) {
            float[] values = padded(golden.values("parameters", p.name()), p.columns());
            System.arraycopy(values, 0, p.value(), 0, values.length);
        }
        return network;
    }

    private static Tape tape(Golden golden, Network network) {
        int streams = golden.integer("streams");
        Tape tape = Tape.training(network, streams, golden.integer("steps"), TEAM.size(), Regularization.NONE, 0);
        Examples.fill(tape, golden.integers("inputs"), golden.integers("targets"));
        tape.restore(state(golden, "initialState"));
        return tape;
    }

    /// Layer after layer: h, then c.
    private static List<float[]> state(Golden golden, String which) {
        int size = golden.integer("streams") * golden.integer("hidden");
        List<float[]> state = new ArrayList<>();
        for (int layer = 0; layer < golden.integer("layers"); layer++) {
            for (String part : golden.names(which)) {
                float[] all = golden.values(which, part);
                float[] ours = Arrays.copyOfRange(all, layer * size, (layer + 1) * size);
                state.add(padded(ours, golden.integer("hidden")));
            }
        }
        return state;
    }

    private static float[] top(Tape tape, Golden golden) {
        List<float[]> state = tape.state();
        return state.get(state.size() - golden.names("initialState").size());
    }

    private static float[] padded(float[] values, int columns) {
        int stride = Parameter.padded(columns);
        float[] padded = new float[values.length / columns * stride];
        for (int i = 0; i < values.length; i++) {
            padded[i / columns * stride + i % columns] = values[i];
        }
        return padded;
    }

    private static float[] unpadded(float[] padded, Golden golden) {
        int columns = golden.integer("hidden");
        int stride = Parameter.padded(columns);
        float[] values = new float[padded.length / stride * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = padded[i / columns * stride + i % columns];
        }
        return values;
    }

    private static void check(String what, float[] expected, float[] actual, int columns) {
        double[] wide = new double[expected.length];
        Arrays.setAll(wide, i -> expected[i]);
        Closeness.check(what, wide, actual, columns, RELATIVE * Closeness.largest(wide));
    }
}
