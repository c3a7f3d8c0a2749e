package refrain.train.descent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import refrain.kernel.team.Team;
import refrain.nn.Parameter;
import refrain.train.config.Averaging;

class AveragesTest {
    private final Parameter weight = Parameter.matrix("rnn.weight_ih_l0", 5, 33);
    private final Parameter bias = Parameter.vector("rnn.bias_ih_l0", 17);
    private final Averages averages = Averages.of(List.of(weight, bias));

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void mean_isThatOfTheValues(int threads) {
        Averaging mean = Averaging.parse("from:0");
        float[] values = {0.1f, 5, 1, 3};
        for (int n = 1; n <= values.length; n++) {
            set(values[n - 1]);
            add(threads, (float) mean.weight(n));
            assertThat(average(n == 1)).isTrue();
        }
        averages.exchange();
        assertThat(weight.value()[40]).isBetween(2.274999f, 2.275001f);
        assertThat(bias.value()[16]).isBetween(2.274999f, 2.275001f);
        averages.exchange();
        assertThat(weight.value()[40]).isEqualTo(3);
    }

    /// n = 1, 2, 3 with β = 0.15: weights 1, 0.9, 0.85.
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void exponential_forgets(int threads) {
        Averaging ema = Averaging.parse("ema:0.15");
        for (int n = 1; n <= 3; n++) {
            set(n * n);
            add(threads, (float) ema.weight(n));
        }
        averages.exchange();
        double expected = 0.15 * (0.1 * 1 + 0.9 * 4) + 0.85 * 9;
        assertThat((double) bias.value()[0]).isBetween(expected - 1e-5, expected + 1e-5);
    }

    /// The first value is taken over to the last bit.
    private boolean average(boolean first) {
        return !first || averages.values().get(0)[0] == 0.1f;
    }

    private void set(float value) {
        Arrays.fill(weight.value(), value);
        Arrays.fill(bias.value(), value);
    }

    private void add(int threads, float w) {
        try (Team team = Team.of(threads)) {
            team.run(worker -> averages.add(worker, w));
        }
    }
}
