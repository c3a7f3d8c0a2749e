package refrain.lm.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import refrain.kernel.Kernels;
import refrain.kernel.team.Team;
import refrain.lm.RecurrentModel;
import refrain.lm.TestModels;
import refrain.nn.Parameter;
import refrain.nn.Regularization;
import refrain.nn.network.Network;
import refrain.nn.tape.Tape;
import refrain.text.Batches;
import refrain.text.TokenStore;

class GradientStatisticsTest {
    private static final String TEXT =
            "the line of a song that returns\n".replaceAll("[i-z]", "h").repeat(40);

    private final RecurrentModel model = TestModels.recurrent(Kernels.best(), 1, 3, 11, "lstm:17", "gru:6");

    /// The definition in double: windows of 20 streams and 20 steps, state carried.
    private List<double[]> defined(TokenStore text, int streams) {
        Network network = GradientStatistics.copy(model.network());
        Tape tape = Tape.training(network, streams, 20, 1, Regularization.NONE, 0);
        Batches batches = Batches.of(text, streams, 20);
        List<double[]> squares = new ArrayList<>();
        network.parameters().forEach(parameter -> squares.add(new double[parameter.value().length]));
        int windows = 0;
        try (Team team = Team.of(1)) {
            for (int steps = batches.next(tape.inputs(), tape.targets()); steps > 0; windows++) {
                int now = steps;
                team.run(worker -> {
                    tape.forward(worker, now, 0);
                    tape.backward(worker);
                });
                for (int i = 0; i < squares.size(); i++) {
                    float[] g = network.parameters().get(i).gradient();
                    for (int at = 0; at < g.length; at++) {
                        squares.get(i)[at] += (double) g[at] * g[at];
                    }
                }
                steps = batches.next(tape.inputs(), tape.targets());
            }
        }
        for (double[] values : squares) {
            for (int at = 0; at < values.length; at++) {
                values[at] = Math.sqrt(values[at] / windows);
            }
        }
        return squares;
    }

    @Test
    void rms_isTheDefinition() throws IOException {
        try (TokenStore text = Texts.store(model.tokenizer(), TEXT)) {
            GradientStatistics statistics = GradientStatistics.of(model, text, 1);
            List<double[]> expected = defined(text, 20);
            double sum = 0;
            long count = 0;
            for (int i = 0; i < expected.size(); i++) {
                float[] rms = statistics.rms().get(i);
                for (int at = 0; at < rms.length; at++) {
                    assertThat((double) rms[at])
                            .isCloseTo(expected.get(i)[at], within(1e-7 + 1e-5 * expected.get(i)[at]));
                    sum += expected.get(i)[at];
                }
                count += model.network().parameters().get(i).size();
            }
            assertThat(statistics.mean()).isPositive().isCloseTo(sum / count, within(1e-5 * sum / count));
            assertThat(statistics.text()).isEqualTo(text.textSha256());
        }
    }

    @Test
    void threads_changeNoBit() throws IOException {
        try (TokenStore text = Texts.store(model.tokenizer(), TEXT)) {
            GradientStatistics one = GradientStatistics.of(model, text, 1);
            GradientStatistics three = GradientStatistics.of(model, text, 3);
            for (int i = 0; i < one.rms().size(); i++) {
                assertThat(three.rms().get(i)).isEqualTo(one.rms().get(i));
            }
            assertThat(three.mean()).isEqualTo(one.mean());
        }
    }

    @Test
    void model_isNotChanged() throws IOException {
        List<float[]> before = model.network().parameters().stream()
                .map(parameter -> parameter.value().clone())
                .toList();
        try (TokenStore text = Texts.store(model.tokenizer(), TEXT)) {
            GradientStatistics.of(model, text, 2);
        }
        List<Parameter> after = model.network().parameters();
        for (int i = 0; i < after.size(); i++) {
            assertThat(after.get(i).value()).isEqualTo(before.get(i));
        }
    }

    @Test
    void text_shorterThanAWindow_isRead() throws IOException {
        try (TokenStore text = Texts.store(model.tokenizer(), "abc")) {
            assertThat(GradientStatistics.of(model, text, 1).mean()).isPositive();
        }
    }

    @Test
    void text_ofAnotherTokenizer_isRefused() throws IOException {
        try (TokenStore text = Texts.store(TestModels.chars(7), TEXT)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> GradientStatistics.of(model, text, 1))
                    .withMessage("the text for gradient statistics is of another tokenizer than the model");
        }
    }
}
