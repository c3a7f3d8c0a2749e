package refrain.text;

import java.io.IOException;
import java.util.function.IntConsumer;
import refrain.refusal.RefusalException;
import refrain.text.corpus.Corpus;

/// Cuts text into the symbols of a vocabulary and joins them again. Immutable and shared between threads; its
/// encoders and decoders carry the state of one text and belong to one caller.
public sealed interface Tokenizer permits CharTokenizer, WordTokenizer, BpeTokenizer {

    Vocabulary vocabulary();

    /// What a token is: `char`, `word` or `bpe`.
    String units();

    /// An encoder that hands each token id to a sink as soon as it is known.
    Encoder encoder(IntConsumer ids);

    /// A decoder that stands at the start of a line.
    Decoder decoder();

    /// The ids of a text as far as it goes, as of a prompt: its last line is ended by a newline only, where
    /// [Encoder#end()] may end it in any case.
    int[] encode(String text);

    /// The text of token ids, as a fresh [#decoder()] writes it.
    default String decode(int[] ids) {
        StringBuilder text = new StringBuilder();
        Decoder decoder = decoder();
        for (int id : ids) {
            decoder.decode(id, text);
        }
        decoder.end(text);
        return text.toString();
    }

    /// The number of code points of [#decode(int\[\])]. For words: those of each word and one for the blank or the
    /// newline after it. Where `<unk>` stands for words of a text, [Encoder#characters()] knows their real lengths.
    default long characters(int[] ids) {
        StringBuilder text = new StringBuilder();
        Decoder decoder = decoder();
        long characters = 0;
        for (int id : ids) {
            decoder.decode(id, text);
            characters += text.codePointCount(0, text.length());
            text.setLength(0);
        }
        decoder.end(text);
        return characters + text.codePointCount(0, text.length());
    }

    /// The whole tokenizer as UTF-8 JSON; equal tokenizers give equal bytes.
    default byte[] toBytes() {
        return TokenizerJson.write(this);
    }

    /// The tokenizer that [#toBytes()] wrote.
    ///
    /// @throws IllegalArgumentException if the bytes are no tokenizer, naming what is wrong with them
    static Tokenizer read(byte[] bytes) {
        return TokenizerJson.read(bytes);
    }

    /// A tokenizer that knows up to `most` symbols more than another: those of a text that it does not know, the
    /// most frequent first, then by code points. What it knows keeps its id. Where its vocabulary has no newline,
    /// newlines stay unknown.
    /// @throws RefusalException if it is of pieces of words, which are all known already
    static Tokenizer extended(Tokenizer known, Corpus corpus, int most) throws IOException {
        return switch (known) {
            case CharTokenizer chars -> chars.extended(corpus, most);
            case WordTokenizer words -> words.extended(corpus, most);
            case BpeTokenizer pieces ->
                throw new RefusalException(
                        "a vocabulary of %,d byte-level pieces writes any text and cannot be extended by %,d"
                                .formatted(pieces.vocabulary().size(), most));
        };
    }

    /// Turns the code points of one text into token ids as they come, in memory that does not grow with the text.
    interface Encoder extends IntConsumer {
        /// Takes the next code point of the text.
        @Override
        void accept(int codePoint);

        /// Ends the text. A last line without newline is ended as if it had one, where line ends are tokens of
        /// their own.
        void end();

        /// Token ids handed on so far.
        long tokens();

        /// How many of them are `<unk>`: symbols the vocabulary does not hold, and the word `<unk>` itself.
        long unknown();

        /// Code points of the text that the tokens stand for; of words: theirs and one blank or newline after
        /// each.
        long characters();

        /// Takes all of a text.
        default void accept(String text) {
            text.codePoints().forEach(this);
        }
    }

    /// Turns token ids into text as they come.
    @FunctionalInterface
    interface Decoder {
        /// Appends the text of the next token, or as much of it as are whole characters.
        void decode(int id, StringBuilder out);

        /// Ends the text, and appends what was held back because a token may be a part of a character.
        default void end(StringBuilder out) {}
    }
}
