package refrain.lm.ngram;

import java.io.IOException;
import java.io.UncheckedIOException;
import refrain.kernel.random.SeededRandom;
import refrain.text.BpeTokenizer;
import refrain.text.CharTokenizer;
import refrain.text.Tokenizer;
import refrain.text.Vocabulary;
import refrain.text.WordTokenizer;
import refrain.text.corpus.Corpus;

/// Texts to estimate from, and their tokenizers.
final class Texts {
    private Texts() {}

    /// Lines of 0 to 8 words of a few; some lines are empty.
    static String random(long seed, int lines, int words) {
        SeededRandom random = SeededRandom.of(seed);
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < lines; line++) {
            for (int w = random.nextInt(9); w > 0; w--) {
                text.append('w').append(random.nextInt(words)).append(' ');
            }
            text.append('\n');
        }
        return text.toString();
    }

    /// Words whose frequencies fall as Zipf's law says, each depending on the one before, so that counts of counts give
    /// discounts. No line is empty.
    static String zipf(long seed, int lines, int words) {
        SeededRandom random = SeededRandom.of(seed);
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < lines; line++) {
            int last = 0;
            for (int w = 1 + random.nextInt(9); w > 0; w--) {
                int rank = (int) StrictMath.pow(words, random.nextDouble()) - 1;
                last = random.nextInt(3) == 0 ? (7 * last + rank) % words : rank;
                text.append('w').append(last).append(' ');
            }
            text.append('\n');
        }
        return text.toString();
    }

    static Tokenizer words(String text) {
        return read(() -> WordTokenizer.train(Corpus.ofText(text), Vocabulary.Limits.NONE));
    }

    static Tokenizer characters(String text) {
        return read(() -> CharTokenizer.train(Corpus.ofText(text), Vocabulary.Limits.NONE));
    }

    static Tokenizer pieces(String text, int size) {
        return read(() -> BpeTokenizer.train(Corpus.ofText(text), size));
    }

    static KneserNey.Estimate estimate(Tokenizer tokenizer, String text, int order) {
        return read(() -> KneserNey.estimate(tokenizer, Corpus.ofText(text), order));
    }

    static NGramModel words(String text, int order) {
        return estimate(words(text), text, order).model();
    }

    static NGramModel characters(String text, int order) {
        return estimate(characters(text), text, order).model();
    }

    private interface Reading<T> {
        T get() throws IOException;
    }

    private static <T> T read(Reading<T> reading) {
        try {
            return reading.get();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
