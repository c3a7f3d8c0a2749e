package refrain.eval.novelty;

import java.util.function.IntConsumer;

/// Follows a training text through the automaton of the generated texts, and keeps for each state how much of it was
/// seen.
final class RunSearch implements IntConsumer {
    private final SuffixAutomaton automaton;
    private final int[] seen; // by state: tokens of its longest run that the training text holds
    private final long[] begins; // by token number, modulo the most a run can have: the character it ended with
    private int state = SuffixAutomaton.START;
    private int length;
    private long tokens;
    private long characters;
    private int longest;
    private int end;
    private long place;

    RunSearch(SuffixAutomaton automaton) {
        this.automaton = automaton;
        this.seen = new int[automaton.states()];
        this.begins = new long[Math.max(1, automaton.positions())];
    }

    /// The next character of the training text is read.
    void reading() {
        characters++;
    }

    /// The next token of the training text.
    @Override
    public void accept(int token) {
        begins[(int) (tokens % begins.length)] = Math.max(0, characters - 1);
        int next = automaton.next(state, token);
        while (next == SuffixAutomaton.NONE && state != SuffixAutomaton.START) {
            state = automaton.link(state);
            length = automaton.length(state);
            next = automaton.next(state, token);
        }
        if (next != SuffixAutomaton.NONE) {
            state = next;
            length++;
            seen[state] = Math.max(seen[state], length);
        }
        if (length > longest) {
            longest = length;
            end = automaton.end(state);
            place = begins[(int) ((tokens + 1 - length) % begins.length)];
        }
        tokens++;
    }

    /// By position of the generated texts: tokens of the longest run that ends there and was seen.
    int[] matched() {
        int[] order = automaton.byLength();
        for (int i = order.length - 1; i > 0; i--) {
            int of = order[i];
            int shorter = automaton.link(of);
            if (seen[of] > 0) {
                seen[shorter] = automaton.length(shorter);
            }
        }
        int[] best = new int[order.length];
        for (int i = 1; i < order.length; i++) {
            int of = order[i];
            best[of] = seen[of] > 0 ? seen[of] : best[automaton.link(of)];
        }
        int[] matched = new int[automaton.positions()];
        for (int position = 0; position < matched.length; position++) {
            matched[position] = best[automaton.prefix(position)];
        }
        return matched;
    }

    /// Tokens of the longest run that was seen, and of those of its length the first.
    int longest() {
        return longest;
    }

    /// The position of the generated texts where it first ends.
    int end() {
        return end;
    }

    /// The number of a character of the training text, from 0, in its first token.
    long place() {
        return place;
    }
}
