package refrain.nn.tape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.Supplier;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import refrain.kernel.Kernels;
import refrain.nn.Examples;
import refrain.nn.ModelConfig;
import refrain.nn.Regularization;
import refrain.nn.network.Network;
import refrain.nn.step.Steppers;

/// Each footprint against the bytes that the virtual machine says were allocated.
class FootprintTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int WORKERS = 3;

    /// Objects around the arrays.
    private static final long OBJECTS = 100_000;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            65      | 33  | rnn:300,rnn-relu:17        | 20 | 35 | 0
            65      | 33  | lstm:65,lstm:65,lstm:65    | 20 | 35 | 0.5
            2000    | 0   | lstm-peephole:100          | 5  | 7  | 0
            2000    | 0   | gru:127,lstm:65            | 31 | 17 | 0.3
            300000  | 5   | gru:20                     | 20 | 20 | 0
            70000   | 0   | lstm:9                     | 1  | 1  | 0
            100000  | 17  | lstm:9,gru:33              | 16 | 64 | 0.2
            65      | 33  | lstm-norm:100,lstm-norm:65 | 20 | 35 | 0.5
            2000    | 0   | lstm:200:65                | 20 | 35 | 0.5
            65      | 33  | lstm:200:65,lstm:100:33    | 20 | 35 | 0
            65      | 33  | mogrifier:100              | 20 | 35 | 0
            65      | 65  | mogrifier:65:3:17+residual,gru:65+residual,lstm:9 | 20 | 35 | 0.2
            """)
    void bytes_ofEachPart_areThoseAllocated(
            int vocabulary, int embedding, String layers, int streams, int steps, float rate) {
        ModelConfig config = Examples.config(vocabulary, embedding, layers);
        Regularization rates = new Regularization(rate, rate, rate, rate);
        Footprint footprint = Footprint.of(config);
        Network network = Network.of(config, Kernels.plain());
        Tape.training(network, 2, 1, WORKERS, Regularization.NONE, 1);

        assertBytes(footprint.network(), () -> Network.of(config, Kernels.plain()));
        assertBytes(
                footprint.network() + footprint.training(rates) + footprint.tape(streams, steps, WORKERS, rates),
                () -> Tape.training(Network.of(config, Kernels.plain()), streams, steps, WORKERS, rates, 1));
        assertBytes(
                footprint.evaluationTape(streams, steps, WORKERS),
                () -> Tape.evaluation(network, streams, steps, WORKERS));
        assertBytes(footprint.steppers(), () -> Steppers.of(network));
        Tape tape = Tape.evaluation(network, streams, 1, WORKERS);
        assertBytes(footprint.state(streams), tape::state);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            65     | 65 | lstm:300,lstm:65 | 20 | 35
            10000  | 33 | gru:127,lstm:33  | 31 | 17
            """)
    void bytes_ofTiedAndRegularizedTraining_areThoseAllocated(
            int vocabulary, int embedding, String layers, int streams, int steps) {
        ModelConfig config = Examples.tied(vocabulary, embedding, layers);
        Regularization rates = Regularization.dropout(0.2f)
                .withLocked(true)
                .withWeightDrop(0.3f)
                .withPenalties(1, 1);
        Footprint footprint = Footprint.of(config);

        assertBytes(footprint.network(), () -> Network.of(config, Kernels.plain()));
        for (Regularization r : List.of(rates, Regularization.NONE.withEmbedding(0.1f))) {
            assertBytes(
                    footprint.network() + footprint.training(r) + footprint.tape(streams, steps, WORKERS, r),
                    () -> Tape.training(Network.of(config, Kernels.plain()), streams, steps, WORKERS, r, 1));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            65     | 33 | lstm:300,lstm:65 | 20 | 35 | 20
            7      | 33 | gru:33           | 20 | 35 | 100
            30000  | 33 | gru:127,lstm:33  | 31 | 17 | 500
            300000 | 20 | gru:20           | 20 | 20 | 1000
            """)
    void bytes_ofASampledSoftmax_areThoseAllocated(
            int vocabulary, int embedding, String layers, int streams, int steps, int samples) {
        ModelConfig config = Examples.config(vocabulary, embedding, layers);
        Regularization rates = Regularization.NONE.withSamples(samples);
        Footprint footprint = Footprint.of(config);

        assertBytes(
                footprint.network() + footprint.training(rates) + footprint.tape(streams, steps, WORKERS, rates),
                () -> Tape.training(Network.of(config, Kernels.plain()), streams, steps, WORKERS, rates, 1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            65     | lstm:300,lstm:65 | 20 | 35 | 1    | 64
            30000  | gru:127,lstm:33  | 31 | 17 | 1500 | 7500
            300000 | gru:20           | 20 | 20 | 5000 | 20000
            """)
    void bytes_ofAnAdaptiveOutput_areThoseAllocated(
            int vocabulary, String layers, int streams, int steps, int first, int second) {
        ModelConfig config = Examples.adaptive(vocabulary, 33, layers, first, second);
        Footprint footprint = Footprint.of(config);
        Network network = Network.of(config, Kernels.plain());
        Tape.training(network, 2, 1, WORKERS, Regularization.NONE, 1);

        assertBytes(footprint.network(), () -> Network.of(config, Kernels.plain()));
        for (Regularization r : List.of(Regularization.NONE, new Regularization(0.1f, 0.1f, 0.1f, 0.1f))) {
            assertBytes(
                    footprint.network() + footprint.training(r) + footprint.tape(streams, steps, WORKERS, r),
                    () -> Tape.training(Network.of(config, Kernels.plain()), streams, steps, WORKERS, r, 1));
        }
        assertBytes(
                footprint.evaluationTape(streams, steps, WORKERS),
                () -> Tape.evaluation(network, streams, steps, WORKERS));
        assertBytes(footprint.steppers(), () -> Steppers.of(network));
    }

    private static void assertBytes(long footprint, Supplier<Object> making) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        Object made = making.get();
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertThat(made).isNotNull();
        if (footprint < 10 * OBJECTS) {
            assertThat(allocated).isCloseTo(footprint, within(OBJECTS));
        } else {
            assertThat(allocated).isCloseTo(footprint, Percentage.withPercentage(2));
        }
    }
}
