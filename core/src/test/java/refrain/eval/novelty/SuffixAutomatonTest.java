package refrain.eval.novelty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import refrain.kernel.random.SeededRandom;

class SuffixAutomatonTest {
    private static int[] random(int size, int kinds, long seed) {
        SeededRandom random = SeededRandom.of(seed);
        return IntStream.generate(() -> random.nextInt(kinds) - 1).limit(size).toArray();
    }

    private static boolean accepts(SuffixAutomaton automaton, List<Integer> run) {
        int state = SuffixAutomaton.START;
        for (int token : run) {
            state = automaton.next(state, token);
            if (state == SuffixAutomaton.NONE) {
                return false;
            }
        }
        return true;
    }

    private static Set<List<Integer>> runs(int[] tokens) {
        List<Integer> all = Arrays.stream(tokens).boxed().toList();
        Set<List<Integer>> runs = new HashSet<>();
        for (int from = 0; from < tokens.length; from++) {
            for (int to = from + 1; to <= tokens.length; to++) {
                runs.add(all.subList(from, to));
            }
        }
        return runs;
    }

    /// Kinds include -1, the break between texts.
    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "2, 2", "15, 1", "16, 2", "17, 3", "31, 2", "33, 4", "64, 2", "65, 3"})
    void paths_areTheRunsOfTheSequence(int size, int kinds) {
        int[] tokens = random(size, kinds, size);
        SuffixAutomaton automaton = new SuffixAutomaton(tokens);
        Set<List<Integer>> runs = runs(tokens);

        assertThat(runs).allMatch(run -> accepts(automaton, run));
        SeededRandom random = SeededRandom.of(kinds);
        for (int round = 0; round < 300; round++) {
            List<Integer> run = Arrays.stream(random(1 + random.nextInt(6), kinds, round))
                    .boxed()
                    .toList();
            assertThat(accepts(automaton, run)).isEqualTo(runs.contains(run));
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "17, 2", "129, 3", "1000, 5"})
    void states_areAtMostTwiceTheTokens_shortRunsFirst(int size, int kinds) {
        SuffixAutomaton automaton = new SuffixAutomaton(random(size, kinds, 3));
        assertThat(automaton.states()).isBetween(size + 1, Math.max(2, 2 * size));
        int[] order = automaton.byLength();
        assertThat(Arrays.stream(order).boxed().collect(Collectors.toSet())).hasSize(automaton.states());
        for (int i = 1; i < order.length; i++) {
            assertThat(automaton.length(order[i])).isGreaterThanOrEqualTo(automaton.length(order[i - 1]));
            assertThat(automaton.length(automaton.link(order[i]))).isLessThan(automaton.length(order[i]));
        }
    }

    @Test
    void prefixes_areTheStatesOfAllTokensSoFar() {
        SuffixAutomaton automaton = new SuffixAutomaton(new int[] {7, 7, 8, 7, 7, 8});
        for (int position = 0; position < 6; position++) {
            assertThat(automaton.length(automaton.prefix(position))).isEqualTo(position + 1);
        }
        int inner = automaton.next(automaton.next(SuffixAutomaton.START, 7), 8);
        assertThat(automaton.end(inner)).isEqualTo(2);
        assertThat(automaton.positions()).isEqualTo(6);
        assertThat(automaton.next(SuffixAutomaton.START, 9)).isEqualTo(SuffixAutomaton.NONE);
    }
}
