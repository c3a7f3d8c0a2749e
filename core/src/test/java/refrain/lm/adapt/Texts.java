package refrain.lm.adapt;

import java.io.IOException;
import java.util.Arrays;
import refrain.lm.Reading;
import refrain.text.TokenStore;
import refrain.text.Tokenizer;
import refrain.text.corpus.Corpus;

/// Texts for tests.
final class Texts {
    private Texts() {}

    /// The tokens of a text.
    static TokenStore store(Tokenizer tokenizer, String text) throws IOException {
        return TokenStore.inMemory(tokenizer, Corpus.ofText(text));
    }

    static int[] tokens(TokenStore store) {
        int[] tokens = new int[(int) store.size()];
        store.read(0, tokens, 0, tokens.length);
        return tokens;
    }

    /// Scores of a text read in pieces of one length.
    static float[] read(Reading reading, int[] tokens, int piece) {
        float[] scores = new float[tokens.length];
        for (int at = 0; at < tokens.length; at += piece) {
            int[] some = Arrays.copyOfRange(tokens, at, Math.min(tokens.length, at + piece));
            float[] into = new float[some.length];
            reading.read(some, into);
            System.arraycopy(into, 0, scores, at, some.length);
        }
        return scores;
    }

    /// Mean −ln p.
    static double loss(float[] scores) {
        double sum = 0;
        for (float score : scores) {
            sum -= score;
        }
        return sum / scores.length;
    }
}
