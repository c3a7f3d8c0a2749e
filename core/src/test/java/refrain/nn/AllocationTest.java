package refrain.nn;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import refrain.kernel.Kernels;
import refrain.kernel.random.SeededRandom;
import refrain.kernel.team.Team;
import refrain.nn.network.Network;
import refrain.nn.step.Stepper;
import refrain.nn.step.Steppers;
import refrain.nn.tape.Tape;

/// What the virtual machine says of the bytes that each worker allocates. Until the compiler has seen a vector kernel
/// its vectors are objects; a steady step is one after that, so the tests take as many rounds as it needs.
class AllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int WORKERS = 2;
    private static final int ROUNDS = 400;
    private static final int STEPS = 100;

    /// Nanoseconds in which all code is compiled, on a busy machine too.
    private static final long PATIENCE = 5_000_000_000L;

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "17 rnn:33,rnn-relu:17",
                "17 lstm:33,lstm:33",
                "0 lstm-peephole:33",
                "0 gru:33,gru:33",
                "0 lstm-norm:33,lstm:33:17",
                "33 mogrifier:33:3:5,gru:33+residual"
            })
    void steadyTrainingStep_allocatesNothing(int embedding, String layers) {
        Regularization rates = new Regularization(0.1f, 0.2f, 0.3f, 0.1f);
        Network network = Examples.network(Examples.config(65, embedding, layers), Kernels.best(), 1);
        for (int streams : new int[] {5, 5 * WORKERS}) { // workers share units, and streams
            Tape tape = Tape.training(network, streams, 4, WORKERS, rates, 2);
            fill(tape);
            assertThat(leastAllocated(WORKERS, worker -> {
                        tape.forward(worker, 4, 5);
                        tape.backward(worker);
                    }))
                    .isZero();
        }
    }

    @Test
    void steadyTrainingStepAndToken_ofAnAdaptiveOutput_allocateNothing() {
        Network network = Examples.network(Examples.adaptive(300, 17, "gru:33", 20, 100), Kernels.best(), 1);
        Tape tape = Tape.training(network, 5, 4, WORKERS, Regularization.NONE, 2);
        fill(tape);
        assertThat(leastAllocated(WORKERS, worker -> {
                    tape.forward(worker, 4, 5);
                    tape.backward(worker);
                }))
                .isZero();
        assertThat(leastAllocatedByTokens(Steppers.of(network).open(3), 300)).isZero();
    }

    @Test
    void steadyTrainingStep_withASampledSoftmax_allocatesNothing() {
        Network network = Examples.network(Examples.config(300, 17, "gru:33"), Kernels.best(), 1);
        Tape tape = Tape.training(network, 5, 4, WORKERS, Regularization.NONE.withSamples(20), 2);
        fill(tape);
        assertThat(leastAllocated(WORKERS, worker -> {
                    tape.forward(worker, 4, 5);
                    tape.backward(worker);
                }))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "17 rnn:33,rnn-relu:17",
                "17 lstm:33,lstm:33",
                "0 lstm-peephole:33",
                "0 gru:33,gru:33",
                "0 lstm-norm:33,lstm:33:17",
                "33 mogrifier:33:3:5,gru:33+residual"
            })
    void steadyEvaluation_allocatesNothing(int embedding, String layers) {
        Network network = Examples.network(Examples.config(65, embedding, layers), Kernels.best(), 1);
        Tape tape = Tape.evaluation(network, 5, 4, WORKERS);
        fill(tape);
        assertThat(leastAllocated(WORKERS, worker -> tape.forward(worker, 4, 0)))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "17 rnn:33,rnn-relu:17",
                "17 lstm:33,lstm:33",
                "0 lstm-peephole:33",
                "0 gru:33,gru:33",
                "0 lstm-norm:33,lstm:33:17",
                "33 mogrifier:33:3:5,gru:33+residual"
            })
    void steadyToken_ofAStepper_allocatesNothing(int embedding, String layers) {
        Network network = Examples.network(Examples.config(65, embedding, layers), Kernels.best(), 1);
        assertThat(leastAllocatedByTokens(Steppers.of(network).open(3), 65)).isZero();
    }

    /// On two threads, of which the caller's is the one measured; with a vocabulary too large for a table.
    @Test
    void steadyToken_ofAStepperOnTwoThreads_allocatesNothing() {
        Network network = Examples.network(Examples.config(5_000, 17, "lstm:33"), Kernels.best(), 1);
        try (Stepper stepper = Steppers.of(network).open(4, 2)) {
            assertThat(stepper.threads()).isEqualTo(2);
            assertThat(leastAllocatedByTokens(stepper, 5_000)).isZero();
        }
    }

    private static long leastAllocatedByTokens(Stepper stepper, int vocabulary) {
        int[] slots = {2, 0};
        int[] tokens = {64, 1};
        float[] probabilities = new float[vocabulary];
        return leastAllocated(1, worker -> {
            stepper.step(slots, tokens, 2);
            stepper.logProbabilities(0, probabilities);
            stepper.copy(0, 1);
        });
    }

    /// Bytes that all workers together allocate in a round of many steps: the least of the rounds.
    private static long leastAllocated(int workers, Team.Job step) {
        long[] allocated = new long[workers];
        Team.Job round = worker -> {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < STEPS; i++) {
                step.run(worker);
            }
            allocated[worker.index()] = THREADS.getCurrentThreadAllocatedBytes() - before;
        };
        long least = Long.MAX_VALUE;
        long begun = System.nanoTime(); // until code is compiled its vectors are objects
        try (Team team = Team.of(workers)) {
            for (int i = 0; least > 0 && (i < ROUNDS || System.nanoTime() - begun < PATIENCE); i++) {
                team.run(round);
                least = Math.min(least, Arrays.stream(allocated).sum());
            }
        }
        return least;
    }

    private static void fill(Tape tape) {
        SeededRandom random = SeededRandom.of(3);
        int rows = tape.streams() * 4;
        Examples.fill(tape, Examples.tokens(rows, 65, random), Examples.tokens(rows, 65, random));
    }
}
