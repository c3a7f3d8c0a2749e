package refrain.nn.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import refrain.kernel.Kernels;
import refrain.kernel.random.SeededRandom;
import refrain.kernel.team.Team;
import refrain.nn.Examples;
import refrain.nn.ModelConfig;
import refrain.nn.network.Network;
import refrain.nn.tape.Tape;

class StepperTest {
    private static final int TEXTS = 3;
    private static final int LENGTH = 8;

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "11 5 rnn:1",
                "11 0 rnn:65",
                "2 1 rnn-relu:33",
                "65 16 lstm:17,lstm:17",
                "130 0 lstm-peephole:100",
                "65 33 gru:65,gru:65",
                "130 7 gru:16,lstm:100,rnn:33",
                "65 33 lstm-norm:65,lstm-norm:17",
                "130 0 lstm-norm:33",
                "65 0 lstm:65:17,lstm:33:16",
                "65 33 mogrifier:65,mogrifier:33:2:5",
                "65 17 lstm:17+residual,gru:17+residual",
                "300 17 mogrifier:17:1+residual,lstm:65:17+residual,lstm-norm:17+residual"
            })
    void step_inAnyCompany_givesTheBitsOfTheTape(int vocabulary, int embedding, String layers) {
        for (String kernels : Kernels.NAMES) {
            ModelConfig config = Examples.config(vocabulary, embedding, layers);
            Network network = packed(config, Kernels.named(kernels));
            int[][] texts = texts(vocabulary);
            float[][][] expected = onTape(network, texts);
            assertThat(alone(network, texts)).as("%s, alone", kernels).isDeepEqualTo(expected);
            assertThat(together(network, texts)).as("%s, together", kernels).isDeepEqualTo(expected);
            assertThat(staggered(network, texts)).as("%s, staggered", kernels).isDeepEqualTo(expected);
        }
    }

    /// Enough weights for several threads, in panels that do not divide evenly among them.
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "650 33 lstm:130,lstm:130 2",
                "650 33 gru:130,lstm:200 3",
                "4097 33 rnn:127,lstm-peephole:65 3",
                "4097 0 lstm:100 2",
                "650 33 lstm-norm:130,lstm:200:65 3",
                "650 33 mogrifier:130,lstm:130+residual,lstm:200:130+residual 2"
            })
    void step_onSeveralThreads_givesTheBitsOfOne(int vocabulary, int embedding, String layers, int threads) {
        Network network = packed(Examples.config(vocabulary, embedding, layers), Kernels.best());
        Steppers steppers = Steppers.of(network);
        int[][] texts = texts(vocabulary);
        try (Stepper one = steppers.open(6);
                Stepper several = steppers.open(6, threads)) {
            assertThat(several.threads()).isEqualTo(threads);
            assertThat(together(several, texts, vocabulary)).isDeepEqualTo(together(one, texts, vocabulary));
        }
    }

    @Test
    void open_forLittleWork_takesOneThread() {
        try (Stepper stepper = Steppers.of(packed(Examples.config(11, 5, "lstm:17"), Kernels.best()))
                .open(2, 8)) {
            assertThat(stepper.threads()).isEqualTo(1);
        }
    }

    @Test
    void closed_readsNoFurtherToken() {
        Stepper stepper = Steppers.of(packed(Examples.config(11, 5, "lstm:17"), Kernels.best()))
                .open(1);
        stepper.close();
        assertThatIllegalStateException().isThrownBy(() -> stepper.step(new int[] {0}, new int[] {1}, 1));
    }

    @Test
    void logProbability_ofOneToken_isThatOfAll() {
        Stepper stepper = Steppers.of(packed(Examples.config(65, 5, "lstm:17"), Kernels.best()))
                .open(2);
        stepper.step(new int[] {1}, new int[] {7}, 1);
        float[] all = new float[65];
        stepper.logProbabilities(1, all);
        for (int v = 0; v < 65; v++) {
            assertThat(stepper.logProbability(1, v)).isEqualTo(all[v]);
        }
        assertThat(stepper.lastToken(1)).isEqualTo(7);
    }

    @Test
    void copy_branches_andLeavesTheOriginal() {
        for (boolean read : new boolean[] {false, true}) {
            Stepper stepper = Steppers.of(packed(Examples.config(11, 5, "lstm:17,gru:7"), Kernels.best()))
                    .open(3);
            stepper.step(new int[] {0}, new int[] {4}, 1);
            if (read) {
                stepper.logProbability(0, 0);
            }
            stepper.copy(0, 2);
            assertThat(probabilities(stepper, 2, 11)).containsExactly(probabilities(stepper, 0, 11));
            float[] before = probabilities(stepper, 0, 11);
            stepper.step(new int[] {2}, new int[] {5}, 1);
            assertThat(probabilities(stepper, 2, 11)).isNotEqualTo(before);
            assertThat(probabilities(stepper, 0, 11)).containsExactly(before);
            stepper.step(new int[] {0}, new int[] {5}, 1);
            assertThat(probabilities(stepper, 0, 11)).containsExactly(probabilities(stepper, 2, 11));
        }
    }

    @Test
    void state_andLastToken_bringASlotBack() {
        Stepper stepper = Steppers.of(packed(Examples.config(11, 0, "lstm-peephole:17,rnn:7"), Kernels.best()))
                .open(2);
        stepper.step(new int[] {0}, new int[] {4}, 1);
        stepper.step(new int[] {0}, new int[] {9}, 1);
        List<float[]> state = stepper.state(0);
        float[] expected = probabilities(stepper, 0, 11);
        stepper.restore(1, state);
        stepper.step(new int[] {1}, new int[] {stepper.lastToken(0)}, 1);
        assertThat(probabilities(stepper, 1, 11)).containsExactly(expected);
    }

    @Test
    void clear_startsAnew() {
        Stepper stepper = Steppers.of(packed(Examples.config(11, 5, "lstm:17"), Kernels.best()))
                .open(1);
        stepper.step(new int[] {0}, new int[] {4}, 1);
        float[] first = probabilities(stepper, 0, 11);
        stepper.step(new int[] {0}, new int[] {4}, 1);
        assertThat(probabilities(stepper, 0, 11)).isNotEqualTo(first);
        stepper.clear(0);
        stepper.step(new int[] {0}, new int[] {4}, 1);
        assertThat(probabilities(stepper, 0, 11)).containsExactly(first);
    }

    @Test
    void open_noSlotsOrThreads_isRefused() {
        Steppers steppers = Steppers.of(packed(Examples.config(11, 5, "lstm:17"), Kernels.best()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> steppers.open(0))
                .withMessage("slots is 0; it must be at least 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> steppers.open(1, 0))
                .withMessage("threads is 0; it must be at least 1");
    }

    @Test
    void step_ofASlotTwiceOrOfNone_isRefusedBeforeAnythingIsRead() {
        Stepper stepper = Steppers.of(packed(Examples.config(5, 3, "lstm:4"), Kernels.best()))
                .open(2);
        stepper.step(new int[] {0, 1}, new int[] {2, 3}, 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> stepper.step(new int[] {0, 0}, new int[] {1, 4}, 2))
                .withMessage("slot 0 is given twice; it can read one token at a time");
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> stepper.step(new int[] {0, 5}, new int[] {1, 4}, 2));
        assertThat(stepper.lastToken(0)).isEqualTo(2);
    }

    private static float[][][] alone(Network network, int[][] texts) {
        float[][][] found = new float[TEXTS][LENGTH][];
        Steppers steppers = Steppers.of(network);
        for (int text = 0; text < TEXTS; text++) {
            Stepper stepper = steppers.open(1);
            for (int t = 0; t < LENGTH; t++) {
                stepper.step(new int[] {0}, new int[] {texts[text][t]}, 1);
                found[text][t] = probabilities(stepper, 0, network.config().vocabulary());
            }
        }
        return found;
    }

    /// Text i in slot 5 − 2i of 6.
    private static float[][][] together(Network network, int[][] texts) {
        return together(Steppers.of(network).open(6), texts, network.config().vocabulary());
    }

    private static float[][][] together(Stepper stepper, int[][] texts, int vocabulary) {
        float[][][] found = new float[TEXTS][LENGTH][];
        for (int t = 0; t < LENGTH; t++) {
            int[] slots = {5, 3, 1};
            int[] tokens = {texts[0][t], texts[1][t], texts[2][t]};
            stepper.step(slots, tokens, TEXTS);
            for (int text = 0; text < TEXTS; text++) {
                found[text][t] = probabilities(stepper, slots[text], vocabulary);
            }
        }
        return found;
    }

    /// Text i enters i steps late, in slot i of 4; slot 3 reads something else all the time, and nothing asks it.
    private static float[][][] staggered(Network network, int[][] texts) {
        float[][][] found = new float[TEXTS][LENGTH][];
        Stepper stepper = Steppers.of(network).open(4);
        for (int now = 0; now < LENGTH + TEXTS; now++) {
            int[] slots = {3, 0, 0, 0};
            int[] tokens = {now % 2, 0, 0, 0};
            int count = 1;
            for (int text = 0; text < TEXTS; text++) {
                if (now >= text && now - text < LENGTH) {
                    slots[count] = text;
                    tokens[count++] = texts[text][now - text];
                }
            }
            stepper.step(slots, tokens, count);
            for (int i = 1; i < count; i++) {
                found[slots[i]][now - slots[i]] =
                        probabilities(stepper, slots[i], network.config().vocabulary());
            }
        }
        return found;
    }

    /// [text][t][v], one target after the other.
    private static float[][][] onTape(Network network, int[][] texts) {
        int vocabulary = network.config().vocabulary();
        float[][][] found = new float[TEXTS][LENGTH][vocabulary];
        Tape tape = Tape.evaluation(network, TEXTS, LENGTH, 1);
        for (int row = 0; row < TEXTS * LENGTH; row++) {
            tape.inputs()[row] = texts[row % TEXTS][row / TEXTS];
        }
        try (Team team = Team.of(1)) {
            for (int v = 0; v < vocabulary; v++) {
                tape.clearState();
                Arrays.fill(tape.targets(), v);
                Examples.evaluate(team, network, tape, LENGTH);
                for (int row = 0; row < TEXTS * LENGTH; row++) {
                    found[row % TEXTS][row / TEXTS][v] = tape.logProbabilities()[row];
                }
            }
        }
        return found;
    }

    private static float[] probabilities(Stepper stepper, int slot, int vocabulary) {
        float[] found = new float[vocabulary];
        stepper.logProbabilities(slot, found);
        return found;
    }

    private static Network packed(ModelConfig config, Kernels kernels) {
        Network network = Examples.network(config, kernels, 31);
        try (Team team = Team.of(1)) {
            team.run(network::pack);
        }
        return network;
    }

    private static int[][] texts(int vocabulary) {
        SeededRandom random = SeededRandom.of(32);
        int[][] texts = new int[TEXTS][];
        Arrays.setAll(texts, i -> Examples.tokens(LENGTH, vocabulary, random));
        return texts;
    }
}
