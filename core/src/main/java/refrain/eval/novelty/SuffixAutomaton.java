package refrain.eval.novelty;

import java.util.Arrays;

/// The smallest automaton whose paths from the start are the runs of a sequence, each once: at most 2N states and
/// 3N edges, built in one pass. A state stands for runs that end at the same places; the longest of them has
/// [#length] tokens, and [#link] leads to the state of the longest shorter ones that end at more places.
/// @see <a href="https://doi.org/10.1016/0304-3975(85)90157-4">Blumer et al. (1985)</a>
final class SuffixAutomaton {
    static final int START = 0;
    static final int NONE = -1;

    private final Edges edges;
    private final int[] length; // by state: tokens of its longest run
    private final int[] link; // by state: where all runs but those it stands for are found
    private final int[] end; // by state: the first position where its runs end
    private final int[] prefix; // by position: the state of all tokens up to it
    private int states = 1;

    /// The automaton of the runs of `tokens`.
    SuffixAutomaton(int[] tokens) {
        int most = Math.max(2, Math.multiplyExact(2, tokens.length));
        edges = new Edges(most);
        length = new int[most];
        link = new int[most];
        end = new int[most];
        prefix = new int[tokens.length];
        link[START] = NONE;
        int last = START;
        for (int i = 0; i < tokens.length; i++) {
            last = append(last, tokens[i]);
            end[last] = i;
            prefix[i] = last;
        }
    }

    /// Adds a token behind all others: every run that ended at the end so far ends, with it, at the new end.
    private int append(int last, int token) {
        int whole = states++;
        length[whole] = length[last] + 1;
        int state = last;
        while (state != NONE && edges.target(state, token) == NONE) {
            edges.add(state, token, whole);
            state = link[state];
        }
        link[whole] = state == NONE ? START : continuation(state, token);
        return whole;
    }

    /// The state of exactly the runs of `state` with `token` behind them; longer ones that shared it are split off.
    private int continuation(int state, int token) {
        int shared = edges.target(state, token);
        if (length[shared] == length[state] + 1) {
            return shared;
        }
        int split = states++;
        length[split] = length[state] + 1;
        link[split] = link[shared];
        end[split] = end[shared];
        edges.copy(shared, split);
        link[shared] = split;
        for (int from = state; from != NONE && edges.target(from, token) == shared; from = link[from]) {
            edges.redirect(from, token, split);
        }
        return split;
    }

    int states() {
        return states;
    }

    /// Tokens of the sequence.
    int positions() {
        return prefix.length;
    }

    /// Where `token` leads from a state, [#NONE] if no run goes on so.
    int next(int state, int token) {
        return edges.target(state, token);
    }

    int length(int state) {
        return length[state];
    }

    int link(int state) {
        return link[state];
    }

    /// The first position where the runs of a state end.
    int end(int state) {
        return end[state];
    }

    /// The state of all tokens up to a position.
    int prefix(int position) {
        return prefix[position];
    }

    /// All states, those of longer runs later; a link leads to an earlier one.
    int[] byLength() {
        int[] begins = new int[prefix.length + 2];
        for (int state = 0; state < states; state++) {
            begins[length[state] + 1]++;
        }
        Arrays.parallelPrefix(begins, Integer::sum);
        int[] order = new int[states];
        for (int state = 0; state < states; state++) {
            order[begins[length[state]]++] = state;
        }
        return order;
    }

    /// Edges in a table with open addressing, and for each state in a list.
    private static final class Edges {
        private static final long FREE = -1;

        private final int[] newest; // by state: its edge made last
        private int count;
        private int[] older = new int[64]; // by edge: the one made before it from the same state
        private int[] tokens = new int[64];
        private int[] targets = new int[64];
        private long[] keys = new long[256];
        private int[] found = new int[256];

        Edges(int states) {
            newest = new int[states];
            Arrays.fill(newest, NONE);
            Arrays.fill(keys, FREE);
        }

        int target(int state, int token) {
            int slot = slot(key(state, token));
            return keys[slot] == FREE ? NONE : targets[found[slot]];
        }

        void redirect(int state, int token, int target) {
            targets[found[slot(key(state, token))]] = target;
        }

        void copy(int from, int to) {
            for (int edge = newest[from]; edge != NONE; edge = older[edge]) {
                add(to, tokens[edge], targets[edge]);
            }
        }

        void add(int state, int token, int target) {
            if (count == tokens.length) {
                grow();
            }
            tokens[count] = token;
            targets[count] = target;
            older[count] = newest[state];
            newest[state] = count;
            put(key(state, token), count++);
        }

        private void grow() {
            older = Arrays.copyOf(older, 2 * count);
            tokens = Arrays.copyOf(tokens, 2 * count);
            targets = Arrays.copyOf(targets, 2 * count);
            long[] oldKeys = keys;
            int[] oldFound = found;
            keys = new long[2 * oldKeys.length];
            found = new int[2 * oldFound.length];
            Arrays.fill(keys, FREE);
            for (int slot = 0; slot < oldKeys.length; slot++) {
                if (oldKeys[slot] != FREE) {
                    put(oldKeys[slot], oldFound[slot]);
                }
            }
        }

        private void put(long key, int edge) {
            int slot = slot(key);
            keys[slot] = key;
            found[slot] = edge;
        }

        private int slot(long key) {
            int slot = (int) ((key * 0x9E3779B97F4A7C15L) >>> 32) & (keys.length - 1);
            while (keys[slot] != FREE && keys[slot] != key) {
                slot = (slot + 1) & (keys.length - 1);
            }
            return slot;
        }

        /// A token may be negative; a state is not, so no key is [#FREE].
        private static long key(int state, int token) {
            return (long) state << 32 | token & 0xFFFFFFFFL;
        }
    }
}
