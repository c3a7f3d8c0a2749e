package refrain.lm;

import refrain.refusal.HeapNeed;
import refrain.text.TokenStore;
import refrain.text.Tokenizer;

/// The unconditional model: how often a token is, whatever stands before it. Laplace's rule of succession gives
/// tokens that never occurred a probability too. N tokens, V symbols, c(v) how often v occurred:
/// ```
/// p(v) = (c(v) + 1) / (N + V)
/// ```
/// @see "Laplace (1814), Essai philosophique sur les probabilités"
/// @see <a href="https://web.stanford.edu/~jurafsky/slp3/3.pdf">Jurafsky and Martin</a>, Speech and Language
///     Processing, 3rd edition, chapter 3: add-one smoothing
public final class UnigramModel implements LanguageModel {
    /// Ids read at once.
    private static final int CHUNK = 1 << 13;

    /// How far from 1 probabilities may add up: V roundings to float, each of 2⁻²⁴ of a logarithm below 50.
    private static final double TOLERANCE = 1e-4;

    private final Tokenizer tokenizer;
    private final float[] logProbabilities;

    private UnigramModel(Tokenizer tokenizer, float[] logProbabilities) {
        this.tokenizer = tokenizer;
        this.logProbabilities = logProbabilities;
    }

    /// Counts the tokens of a text.
    /// @throws IllegalArgumentException if another tokenizer made them
    public static UnigramModel train(Tokenizer tokenizer, TokenStore tokens) {
        int vocabulary = tokenizer.vocabulary().size();
        if (tokens.vocabularySize() != vocabulary) {
            throw new IllegalArgumentException("the tokens are of a vocabulary of %,d symbols; the tokenizer has %,d"
                    .formatted(tokens.vocabularySize(), vocabulary));
        }
        long[] counts = new long[vocabulary];
        int[] chunk = new int[CHUNK];
        for (long at = 0; at < tokens.size(); at += CHUNK) {
            int length = (int) Math.min(CHUNK, tokens.size() - at);
            tokens.read(at, chunk, 0, length);
            for (int i = 0; i < length; i++) {
                counts[chunk[i]]++;
            }
        }
        return new UnigramModel(tokenizer, logProbabilities(counts, tokens.size()));
    }

    private static float[] logProbabilities(long[] counts, long tokens) {
        double logTotal = StrictMath.log((double) tokens + counts.length);
        float[] result = new float[counts.length];
        for (int v = 0; v < counts.length; v++) {
            result[v] = (float) (StrictMath.log(counts[v] + 1.0) - logTotal);
        }
        return result;
    }

    /// The model of given log-probabilities, one a symbol.
    /// @throws IllegalArgumentException if they are none
    static UnigramModel of(Tokenizer tokenizer, float[] logProbabilities) {
        double sum = 0;
        for (float logProbability : logProbabilities) {
            sum += StrictMath.exp(logProbability);
        }
        if (!(Math.abs(sum - 1) < TOLERANCE)) {
            throw new IllegalArgumentException("its probabilities add up to %s; they must add up to 1".formatted(sum));
        }
        if (logProbabilities.length != tokenizer.vocabulary().size()) {
            throw new IllegalArgumentException("it has %,d probabilities; the tokenizer has %,d symbols"
                    .formatted(logProbabilities.length, tokenizer.vocabulary().size()));
        }
        return new UnigramModel(tokenizer, logProbabilities.clone());
    }

    /// ln p of every token; the live array, for the model file.
    float[] logProbabilities() {
        return logProbabilities;
    }

    @Override
    public HeapNeed heapNeed() {
        return new Architecture.Unigram(logProbabilities.length).heapNeed(1);
    }

    @Override
    public Tokenizer tokenizer() {
        return tokenizer;
    }

    /// Nothing is remembered.
    private enum Nothing implements State {
        NOTHING
    }

    @Override
    public State start() {
        return Nothing.NOTHING;
    }

    @Override
    public State score(State from, int[] tokens, float[] into) {
        requireOwn(from);
        for (int i = 0; i < tokens.length; i++) {
            into[i] = logProbabilities[tokens[i]];
        }
        return from;
    }

    private static void requireOwn(State state) {
        if (state != Nothing.NOTHING) {
            throw new IllegalArgumentException("the state is %s; it must be one that this model made".formatted(state));
        }
    }

    @Override
    public Session open(int slots, int threads) {
        require(slots, "slots");
        require(threads, "threads");
        return new UnigramSession(slots);
    }

    @Override
    public String toString() {
        return "UnigramModel[%d symbols]".formatted(logProbabilities.length);
    }

    private static void require(int value, String name) {
        if (value < 1) {
            throw new IllegalArgumentException("%s is %d; it must be at least 1".formatted(name, value));
        }
    }

    private final class UnigramSession implements Session {
        private final int slots;

        UnigramSession(int slots) {
            this.slots = slots;
        }

        @Override
        public int slots() {
            return slots;
        }

        @Override
        public void accept(int[] slots, int[] tokens) {
            if (slots.length != tokens.length) {
                throw new IllegalArgumentException(
                        "%d slots and %d tokens; each slot takes one".formatted(slots.length, tokens.length));
            }
        }

        @Override
        public void logProbabilities(int slot, float[] out) {
            System.arraycopy(logProbabilities, 0, out, 0, logProbabilities.length);
        }

        @Override
        public float logProbability(int slot, int token) {
            return logProbabilities[token];
        }

        @Override
        public void copy(int from, int to) {
            // All streams are alike.
        }

        @Override
        public State snapshot(int slot) {
            return Nothing.NOTHING;
        }

        @Override
        public void restore(int slot, State state) {
            requireOwn(state);
        }
    }
}
