package refrain.text.bpe;

import java.util.function.IntConsumer;
import refrain.text.pretoken.Pieces;
import refrain.text.pretoken.Splitter;

/// Encodes a text as it comes, code point by code point.
public final class PairEncoder implements IntConsumer {
    private final Splitter splitter;

    private PairEncoder(BytePairs pairs, IntConsumer ids) {
        WordEncoder words = new WordEncoder(pairs);
        splitter = Splitter.of(pairs.special(), new Pieces() {
            @Override
            public void word(byte[] bytes, int length) {
                words.encode(bytes, length, ids);
            }

            @Override
            public void special(int number) {
                ids.accept(pairs.specialId(number));
            }
        });
    }

    /// An encoder that hands each token to `ids` as soon as its pre-token has ended.
    public static PairEncoder of(BytePairs pairs, IntConsumer ids) {
        return new PairEncoder(pairs, ids);
    }

    @Override
    public void accept(int codePoint) {
        splitter.accept(codePoint);
    }

    /// Ends the text.
    public void end() {
        splitter.end();
    }
}
