package refrain.cli.options;

import java.io.IOException;
import refrain.text.BpeTokenizer;
import refrain.text.CharTokenizer;
import refrain.text.Tokenizer;
import refrain.text.Vocabulary;
import refrain.text.WordTokenizer;
import refrain.text.corpus.Corpus;

/// What a token is, as `--units` says it.
sealed interface Units {
    /// How it is written.
    String FORMS = "char, word, bpe:N";

    /// A character.
    record Characters() implements Units {}

    /// A word.
    record Words() implements Units {}

    /// A piece of a word, of a vocabulary of `size`.
    record Pieces(int size) implements Units {
        public Pieces {
            if (size < BpeTokenizer.LEAST) {
                throw new IllegalArgumentException(
                        "units is bpe:%d; N must be at least %d, which is <unk> and 256 bytes"
                                .formatted(size, BpeTokenizer.LEAST));
            }
        }
    }

    /// What a word such as `bpe:8000` means.
    static Units parse(String text) {
        if (text.equals("char")) {
            return new Characters();
        }
        if (text.equals("word")) {
            return new Words();
        }
        if (text.matches("bpe:\\d{1,9}")) {
            return new Pieces(Integer.parseInt(text.substring(4)));
        }
        throw new IllegalArgumentException("units is \"%s\"; it must be one of %s, as bpe:8000".formatted(text, FORMS));
    }

    /// The tokenizer of a text.
    default Tokenizer train(Corpus corpus, Vocabulary.Limits limits) throws IOException {
        return switch (this) {
            case Characters() -> CharTokenizer.train(corpus, limits);
            case Words() -> WordTokenizer.train(corpus, limits);
            case Pieces(int size) -> BpeTokenizer.train(corpus, size);
        };
    }
}
