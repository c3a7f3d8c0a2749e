package refrain.generate;

import java.util.Arrays;
import refrain.lm.LanguageModel;
import refrain.lm.Session;
import refrain.lm.State;
import refrain.refusal.HeapNeed;
import refrain.text.CharTokenizer;
import refrain.text.Tokenizer;
import refrain.text.Vocabulary;

/// A model for tests: p(next | last token) from a table of weights, rows and columns in order of the symbols.
public final class BigramModel implements LanguageModel {
    private final Tokenizer tokenizer;
    private final float[][] logProbabilities;

    private record Last(int token) implements State {}

    private BigramModel(Tokenizer tokenizer, float[][] logProbabilities) {
        this.tokenizer = tokenizer;
        this.logProbabilities = logProbabilities;
    }

    /// Symbols are the characters of the vocabulary in order of id; `weights[last][next]` need not be normalised.
    public static BigramModel of(Vocabulary vocabulary, double[][] weights) {
        float[][] table = new float[weights.length][];
        for (int row = 0; row < weights.length; row++) {
            double sum = Arrays.stream(weights[row]).sum();
            table[row] = new float[weights[row].length];
            for (int next = 0; next < weights[row].length; next++) {
                table[row][next] = (float) StrictMath.log(weights[row][next] / sum);
            }
        }
        return new BigramModel(CharTokenizer.of(vocabulary), table);
    }

    public float logProbability(int last, int next) {
        return logProbabilities[last][next];
    }

    @Override
    public HeapNeed heapNeed() {
        return HeapNeed.NONE;
    }

    @Override
    public Tokenizer tokenizer() {
        return tokenizer;
    }

    @Override
    public State start() {
        return new Last(vocabulary().boundary());
    }

    @Override
    public State score(State from, int[] tokens, float[] scores) {
        int last = ((Last) from).token();
        for (int i = 0; i < tokens.length; i++) {
            scores[i] = logProbabilities[last][tokens[i]];
            last = tokens[i];
        }
        return new Last(last);
    }

    @Override
    public Session open(int slots, int threads) {
        int[] last = new int[slots];
        Arrays.fill(last, vocabulary().boundary());
        return new Session() {
            @Override
            public int slots() {
                return slots;
            }

            @Override
            public void accept(int[] which, int[] tokens) {
                for (int i = 0; i < which.length; i++) {
                    last[which[i]] = tokens[i];
                }
            }

            @Override
            public void logProbabilities(int slot, float[] out) {
                System.arraycopy(logProbabilities[last[slot]], 0, out, 0, out.length);
            }

            @Override
            public float logProbability(int slot, int token) {
                return logProbabilities[last[slot]][token];
            }

            @Override
            public void copy(int from, int to) {
                last[to] = last[from];
            }

            @Override
            public State snapshot(int slot) {
                return new Last(last[slot]);
            }

            @Override
            public void restore(int slot, State state) {
                last[slot] = ((Last) state).token();
            }
        };
    }
}
