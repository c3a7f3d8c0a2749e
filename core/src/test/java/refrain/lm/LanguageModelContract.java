package refrain.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import refrain.kernel.random.SeededRandom;

/// What every language model promises: whatever the way of asking, the same bits.
abstract class LanguageModelContract {
    private static final int LENGTH = 300;

    private LanguageModel model;
    private int[] text;
    private float[] expected;

    /// The model to test.
    abstract LanguageModel create();

    @BeforeEach
    void scoreText() {
        model = create();
        text = text(1);
        expected = score(text);
    }

    private int[] text(long seed) {
        SeededRandom random = SeededRandom.of(seed);
        return IntStream.range(0, LENGTH)
                .map(i -> random.nextInt(model.vocabulary().size()))
                .toArray();
    }

    private float[] score(int[] tokens) {
        float[] scores = new float[tokens.length];
        model.score(model.start(), tokens, scores);
        return scores;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 127, 128, 129, 299})
    void score_inPieces_givesTheSameBits(int piece) {
        float[] scores = new float[LENGTH];
        State state = model.start();
        for (int at = 0; at < LENGTH; at += piece) {
            int[] tokens = Arrays.copyOfRange(text, at, Math.min(LENGTH, at + piece));
            float[] some = new float[piece];
            state = model.score(state, tokens, some);
            System.arraycopy(some, 0, scores, at, tokens.length);
        }
        assertThat(scores).isEqualTo(expected);
    }

    @Test
    void score_ofNothing_changesNothing() {
        State after = model.score(model.start(), new int[0], new float[0]);
        float[] scores = new float[LENGTH];
        model.score(after, text, scores);

        assertThat(scores).isEqualTo(expected);
    }

    @Test
    void score_writesNoMoreThanTheTokens() {
        float[] scores = new float[LENGTH + 1];
        scores[LENGTH] = 7;
        model.score(model.start(), text, scores);

        assertThat(Arrays.copyOf(scores, LENGTH)).isEqualTo(expected);
        assertThat(scores[LENGTH]).isEqualTo(7);
    }

    @Test
    void state_scoredFromTwice_staysValid() {
        State middle = model.score(model.start(), Arrays.copyOf(text, 100), new float[100]);
        int[] rest = Arrays.copyOfRange(text, 100, LENGTH);
        float[] first = new float[200];
        float[] second = new float[200];
        model.score(middle, rest, first);
        model.score(model.start(), text(2), new float[LENGTH]);
        model.score(middle, rest, second);

        assertThat(first).isEqualTo(Arrays.copyOfRange(expected, 100, LENGTH)).isEqualTo(second);
    }

    @Test
    void session_stepByStep_givesTheSameBits() {
        float[] all = new float[model.vocabulary().size()];
        try (Session session = model.open(1)) {
            for (int i = 0; i < LENGTH; i++) {
                if (i % 2 == 0) {
                    assertThat(session.logProbability(0, text[i])).isEqualTo(expected[i]);
                }
                session.logProbabilities(0, all);
                assertThat(all[text[i]]).isEqualTo(expected[i]);
                assertThat(session.logProbability(0, text[i])).isEqualTo(expected[i]);
                accept(session, 0, text[i]);
            }
        }
    }

    @Test
    void probabilities_ofEveryToken_addUpToOne() {
        float[] all = new float[model.vocabulary().size()];
        try (Session session = model.open(1)) {
            for (int i = 0; i < 20; i++) {
                session.logProbabilities(0, all);
                double sum = 0;
                for (int token = 0; token < all.length; token++) {
                    assertThat(session.logProbability(0, token))
                            .isEqualTo(all[token])
                            .isLessThanOrEqualTo(0);
                    sum += StrictMath.exp(all[token]);
                }
                assertThat(sum).isCloseTo(1, within(1e-5));
                accept(session, 0, text[i]);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 17})
    void slots_advancingInAnyCompany_areIndependent(int slots) {
        int[][] texts = new int[slots][];
        float[][] scores = new float[slots][];
        for (int slot = 0; slot < slots; slot++) {
            texts[slot] = text(10 + slot);
            scores[slot] = score(texts[slot]);
        }
        int[] read = new int[slots];
        SeededRandom random = SeededRandom.of(slots);
        try (Session session = model.open(slots)) {
            assertThat(session.slots()).isEqualTo(slots);
            for (int round = 0; round < 60; round++) {
                int[] chosen = someOf(slots, random);
                int[] tokens = new int[chosen.length];
                for (int i = 0; i < chosen.length; i++) {
                    int slot = chosen[i];
                    tokens[i] = texts[slot][read[slot]];
                    assertThat(session.logProbability(slot, tokens[i])).isEqualTo(scores[slot][read[slot]++]);
                }
                session.accept(chosen, tokens);
            }
        }
    }

    /// Some of the slots, in any order.
    private static int[] someOf(int slots, SeededRandom random) {
        List<Integer> all = new ArrayList<>();
        for (int slot = 0; slot < slots; slot++) {
            all.add(random.nextInt(all.size() + 1), slot);
        }
        return all.stream()
                .limit(1 + random.nextInt(slots))
                .mapToInt(slot -> slot)
                .toArray();
    }

    @Test
    void threads_ofASession_changeNoBit() {
        try (Session session = model.open(2, 2)) {
            for (int i = 0; i < 20; i++) {
                assertThat(session.logProbability(1, text[i])).isEqualTo(expected[i]);
                accept(session, 1, text[i]);
            }
        }
    }

    @Test
    void copy_branches() {
        try (Session session = model.open(3)) {
            read(session, 2, 0, 50);
            read(session, 0, 20, 30); // to be overwritten
            session.copy(2, 0);
            accept(session, 2, other(text[50]));
            assertContinues(session, 0, 50);
        }
    }

    @Test
    void snapshot_outlivesItsSession() {
        State snapshot;
        try (Session session = model.open(2)) {
            read(session, 1, 0, 50);
            snapshot = session.snapshot(1);
            read(session, 1, 70, 75);
        }
        try (Session session = model.open(3)) {
            read(session, 2, 10, 13);
            session.restore(2, snapshot);
            assertContinues(session, 2, 50);
            session.restore(0, snapshot);
            assertContinues(session, 0, 50);
        }
        float[] scores = new float[LENGTH - 50];
        model.score(snapshot, Arrays.copyOfRange(text, 50, LENGTH), scores);
        assertThat(scores).isEqualTo(Arrays.copyOfRange(expected, 50, LENGTH));
    }

    @Test
    void stateOfAScore_continuesInASession() {
        State state = model.score(model.start(), Arrays.copyOf(text, 200), new float[200]);
        try (Session session = model.open(1)) {
            session.restore(0, state);
            assertContinues(session, 0, 200);
        }
    }

    @Test
    void start_restored_beginsAnew() {
        try (Session session = model.open(1)) {
            read(session, 0, 0, 9);
            session.restore(0, model.start());
            assertContinues(session, 0, 0);
        }
    }

    @Test
    void threads_sharingTheModel_getTheSameBits() throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            List<Future<float[]>> scores = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                scores.add(threads.submit(() -> score(text)));
            }
            for (Future<float[]> score : scores) {
                assertThat(score.get()).isEqualTo(expected);
            }
        }
    }

    @Test
    void stateOfAnotherModel_isRefused() {
        State foreign = new State() {
            @Override
            public String toString() {
                return "foreign";
            }
        };
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.score(foreign, text, new float[LENGTH]))
                .withMessage("the state is foreign; it must be one that this model made");
        try (Session session = model.open(1)) {
            assertThatIllegalArgumentException().isThrownBy(() -> session.restore(0, foreign));
        }
    }

    @Test
    void slotsAndTokens_ofUnequalNumber_areRefused() {
        try (Session session = model.open(2)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> session.accept(new int[] {0, 1}, new int[] {0}))
                    .withMessage("2 slots and 1 tokens; each slot takes one");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.open(0))
                .withMessage("slots is 0; it must be at least 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.open(1, 0))
                .withMessage("threads is 0; it must be at least 1");
    }

    private static void accept(Session session, int slot, int token) {
        session.accept(new int[] {slot}, new int[] {token});
    }

    private void read(Session session, int slot, int from, int to) {
        for (int i = from; i < to; i++) {
            accept(session, slot, text[i]);
        }
    }

    private int other(int token) {
        return (token + 1) % model.vocabulary().size();
    }

    private void assertContinues(Session session, int slot, int from) {
        for (int i = from; i < from + 20; i++) {
            assertThat(session.logProbability(slot, text[i])).as("token %d", i).isEqualTo(expected[i]);
            accept(session, slot, text[i]);
        }
    }
}
