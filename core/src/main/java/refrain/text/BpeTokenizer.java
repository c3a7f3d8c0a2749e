package refrain.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import refrain.text.bpe.ByteLetters;
import refrain.text.bpe.BytePairs;
import refrain.text.bpe.PairDecoder;
import refrain.text.bpe.PairEncoder;
import refrain.text.bpe.PairTrainer;
import refrain.text.bpe.file.TokenizerFile;
import refrain.text.corpus.Corpus;

/// A token is a piece of a word, learnt from a text: bytes of UTF-8 that often stand together. Every text has tokens,
/// since every byte is one; decoding gives it back as it was. Text is first cut as GPT-2 cuts it, at blanks and between
/// letters, digits and other characters, and no token reaches across.
///
/// Symbols are written in printable letters, one a byte: a blank is `Ġ`, a newline `Ċ`. The boundary token is the
/// newline's. `<unk>` stands for the word `<unk>` of a text, and for nothing else.
///
/// Training gives `<unk>` the id 0, the bytes 1 to 256 in the order of their letters, then merges in the order learnt.
/// @see <a href="https://aclanthology.org/P16-1162/">Sennrich, Haddow and Birch (2016)</a>, byte-pair encoding
/// @see <a
/// href="https://cdn.openai.com/better-language-models/language_models_are_unsupervised_multitask_learners.pdf">
///     Radford et al. (2019)</a>, section 2.2, on bytes
public final class BpeTokenizer implements Tokenizer {
    /// What a vocabulary holds in any case: `<unk>` and 256 bytes.
    public static final int LEAST = 257;

    private final BytePairs pairs;
    private final Vocabulary vocabulary;

    private BpeTokenizer(BytePairs pairs) {
        this.pairs = pairs;
        this.vocabulary = Vocabulary.of(pairs.symbols(), ByteLetters.NEWLINE);
    }

    /// Learns the tokens of a text, read once. The text's distinct words are held in memory, at most 16 MB of them:
    /// of a text with more the rarest are forgotten, and a notice of the corpus says so, as it does if the text
    /// is too small for so many tokens.
    /// @param size tokens of the vocabulary, at least 257; fewer if no two tokens stand together twice any more
    public static BpeTokenizer train(Corpus corpus, int size) throws IOException {
        if (size < LEAST) {
            throw new IllegalArgumentException(
                    "size is %,d; it must be at least %d: <unk> and 256 bytes".formatted(size, LEAST));
        }
        PairTrainer trainer = PairTrainer.of(List.of(Vocabulary.UNKNOWN));
        corpus.read(trainer);
        BpeTokenizer tokenizer = new BpeTokenizer(trainer.train(size));
        if (tokenizer.vocabulary.size() < size) {
            corpus.note("the text gives %,d tokens, not %,d: no two of them stand together twice any more"
                    .formatted(tokenizer.vocabulary.size(), size));
        }
        if (trainer.forgotten() > 0) {
            corpus.note(("the text has more distinct words than are kept to learn tokens from; the rarest, %,d in all,"
                            + " were forgotten")
                    .formatted(trainer.forgotten()));
        }
        return tokenizer;
    }

    /// The tokenizer of a `tokenizer.json` of the Hugging Face tokenizers library, which encodes alike. If it has
    /// no special token `<unk>`, that is added with the next id.
    /// @throws IllegalArgumentException if it is no byte-level BPE as GPT-2's, naming what is in the way
    public static BpeTokenizer of(byte[] json) {
        return new BpeTokenizer(TokenizerFile.read(json, Vocabulary.UNKNOWN));
    }

    /// Reads a `tokenizer.json`.
    /// @throws IOException if the file cannot be read, or is no byte-level BPE as GPT-2's, naming what is wrong
    public static BpeTokenizer read(Path file) throws IOException {
        try {
            return of(Files.readAllBytes(file));
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    @Override
    public String units() {
        return "bpe";
    }

    /// How many merges were learnt.
    public int merges() {
        return pairs.mergeCount();
    }

    /// How many lines end within a token.
    public int lineEnds(int id) {
        return pairs.newlines(id);
    }

    @Override
    public byte[] toBytes() {
        return TokenizerFile.write(pairs);
    }

    /// A token is known once the pre-token has ended that it is part of: its last ones come with [Encoder#end()].
    @Override
    public Encoder encoder(IntConsumer ids) {
        return new BpeEncoder(ids);
    }

    /// Writes characters; one of which bytes are missing is held back until they come.
    @Override
    public Decoder decoder() {
        return new BpeDecoder(pairs);
    }

    @Override
    public int[] encode(String text) {
        IntStream.Builder encoded = IntStream.builder();
        Encoder encoder = encoder(encoded);
        encoder.accept(text);
        encoder.end();
        return encoded.build().toArray();
    }

    private final class BpeEncoder implements Encoder {
        private final PairEncoder encoder;
        private final IntConsumer ids;
        private long tokens;
        private long unknown;
        private long characters;

        BpeEncoder(IntConsumer ids) {
            this.ids = ids;
            this.encoder = PairEncoder.of(pairs, this::emit);
        }

        private void emit(int id) {
            tokens++;
            if (id == vocabulary.unknown()) {
                unknown++;
            }
            ids.accept(id);
        }

        @Override
        public void accept(int codePoint) {
            characters++;
            encoder.accept(codePoint);
        }

        /// Ends the text as it is: a line end that is not there would be a byte too many.
        @Override
        public void end() {
            encoder.end();
        }

        @Override
        public long tokens() {
            return tokens;
        }

        @Override
        public long unknown() {
            return unknown;
        }

        @Override
        public long characters() {
            return characters;
        }
    }

    private static final class BpeDecoder implements Decoder {
        private final PairDecoder decoder;

        BpeDecoder(BytePairs pairs) {
            decoder = PairDecoder.of(pairs);
        }

        @Override
        public void decode(int id, StringBuilder out) {
            decoder.decode(id, out);
        }

        @Override
        public void end(StringBuilder out) {
            decoder.end(out);
        }
    }
}
