package refrain.lm.ngram;

import java.io.IOException;
import java.util.Arrays;
import java.util.function.IntConsumer;
import refrain.refusal.RefusalException;
import refrain.text.Tokenizer;
import refrain.text.corpus.Corpus;

/// The tokens of a text in memory, with `<s>` before each line.
final class LineTokens implements IntConsumer {
    /// Arrays hold no more.
    private static final int MOST = Integer.MAX_VALUE - 16;

    private final int begin;
    private final int boundary;
    private int[] tokens = new int[1 << 16];
    private int count;
    private boolean atStart = true;

    private LineTokens(int begin, int boundary) {
        this.begin = begin;
        this.boundary = boundary;
    }

    /// @throws RefusalException if the text has more tokens than an array holds
    static int[] of(Tokenizer tokenizer, Corpus corpus) throws IOException {
        LineTokens text = new LineTokens(tokenizer.vocabulary().size(), NGramModel.boundary(tokenizer));
        Tokenizer.Encoder encoder = tokenizer.encoder(text);
        corpus.read(encoder);
        encoder.end();
        return Arrays.copyOf(text.tokens, text.count);
    }

    @Override
    public void accept(int token) {
        if (atStart) {
            add(begin);
        }
        add(token);
        atStart = token == boundary;
    }

    private void add(int token) {
        if (count == tokens.length) {
            if (count == MOST) {
                throw new RefusalException("the text has more than %,d tokens; give a part of it".formatted(MOST));
            }
            tokens = Arrays.copyOf(tokens, (int) Math.min(MOST, 2L * count));
        }
        tokens[count++] = token;
    }
}
