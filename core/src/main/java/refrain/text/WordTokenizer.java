package refrain.text;

import java.io.IOException;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import refrain.refusal.Remedy;
import refrain.text.corpus.Corpus;

/// A token is a word, that is what stands between white space, or `<eos>` for each line end. An empty line is a lone
/// `<eos>`; a last line without newline has one too. The words `<unk>` and `<eos>` of a text mean those symbols.
///
/// White space is what [Character#isWhitespace(int)] says: blanks, tabs and the ideographic space, not the no-break
/// space. A word of more than 1,000 characters is `<unk>`.
public final class WordTokenizer implements Tokenizer {
    /// Characters a word from which a text seems to have no blanks: English words have 5 on average and Finnish
    /// ones 8, while Chinese clauses, taken for words, have 20 and more.
    private static final int SUSPICIOUS_LENGTH = 16;

    private final Vocabulary vocabulary;

    private WordTokenizer(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /// The tokenizer of a text's words, read once. Every distinct word of the text is held in memory meanwhile. If
    /// the text seems to have no blanks, a notice of the corpus says so.
    public static WordTokenizer train(Corpus corpus, Vocabulary.Limits limits) throws IOException {
        SymbolCounts counts = new SymbolCounts();
        WordSplitter splitter = new WordSplitter(word -> counts.add(word, 1));
        corpus.read(splitter);
        splitter.end();
        if (splitter.meanWordLength() >= SUSPICIOUS_LENGTH) {
            corpus.note(
                    "the text seems to have no spaces: its words have %,d characters on average; "
                            .formatted(splitter.meanWordLength()),
                    Remedy.Choice.CHARACTERS);
        }
        return new WordTokenizer(counts.vocabulary(Vocabulary.END_OF_LINE, limits));
    }

    WordTokenizer extended(Corpus corpus, int most) throws IOException {
        SymbolCounts counts = new SymbolCounts();
        WordSplitter splitter = new WordSplitter(word -> counts.add(word, 1));
        corpus.read(splitter);
        splitter.end();
        return new WordTokenizer(counts.extend(vocabulary, most, symbol -> true));
    }

    /// The tokenizer of a vocabulary of words whose boundary is `<eos>`.
    public static WordTokenizer of(Vocabulary vocabulary) {
        vocabulary.symbols().forEach(WordTokenizer::requireWord);
        String boundary = vocabulary.symbol(vocabulary.boundary());
        if (!boundary.equals(Vocabulary.END_OF_LINE)) {
            throw new IllegalArgumentException("WordTokenizer: the boundary is \"%s\"; it must be \"%s\""
                    .formatted(boundary, Vocabulary.END_OF_LINE));
        }
        return new WordTokenizer(vocabulary);
    }

    private static void requireWord(String symbol) {
        if (symbol.isEmpty() || symbol.codePoints().anyMatch(Character::isWhitespace)) {
            throw new IllegalArgumentException(
                    "WordTokenizer: a symbol is \"%s\"; a word must have characters, none of them white space"
                            .formatted(symbol));
        }
    }

    @Override
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    @Override
    public String units() {
        return "word";
    }

    @Override
    public Encoder encoder(IntConsumer ids) {
        return new WordEncoder(vocabulary, ids);
    }

    /// Writes a single blank between words and a newline for `<eos>`.
    @Override
    public Decoder decoder() {
        return new WordDecoder(vocabulary);
    }

    @Override
    public int[] encode(String text) {
        IntStream.Builder encoded = IntStream.builder();
        WordEncoder encoder = new WordEncoder(vocabulary, encoded);
        encoder.accept(text);
        encoder.endWord();
        return encoded.build().toArray();
    }

    private static final class WordEncoder implements Encoder {
        private final Vocabulary vocabulary;
        private final IntConsumer ids;
        private final WordSplitter splitter = new WordSplitter(this::emit);
        private long tokens;
        private long unknown;

        WordEncoder(Vocabulary vocabulary, IntConsumer ids) {
            this.vocabulary = vocabulary;
            this.ids = ids;
        }

        private void emit(String word) {
            int id = vocabulary.id(word);
            tokens++;
            if (id == vocabulary.unknown()) {
                unknown++;
            }
            ids.accept(id);
        }

        @Override
        public void accept(int codePoint) {
            splitter.accept(codePoint);
        }

        void endWord() {
            splitter.endWord();
        }

        @Override
        public void end() {
            splitter.end();
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
            return splitter.characters();
        }
    }

    private static final class WordDecoder implements Decoder {
        private final Vocabulary vocabulary;
        private boolean wordOnLine;

        WordDecoder(Vocabulary vocabulary) {
            this.vocabulary = vocabulary;
        }

        @Override
        public void decode(int id, StringBuilder out) {
            if (id == vocabulary.boundary()) {
                out.append('\n');
                wordOnLine = false;
                return;
            }
            if (wordOnLine) {
                out.append(' ');
            }
            out.append(vocabulary.symbol(id));
            wordOnLine = true;
        }
    }
}
