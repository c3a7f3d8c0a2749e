package refrain.text;

import java.io.IOException;
import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import refrain.text.corpus.Corpus;

/// A token is a code point, newline included.
public final class CharTokenizer implements Tokenizer {
    /// How `<unk>` is written: one character, as the one it stands for.
    static final String REPLACEMENT = "\uFFFD";

    private static final String NEWLINE = "\n";

    private final Vocabulary vocabulary;
    private final int[] ids; // by code point, up to the highest the vocabulary holds

    private CharTokenizer(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
        this.ids = new int[highest(vocabulary) + 1];
        Arrays.fill(ids, vocabulary.unknown());
        for (int id = 0; id < vocabulary.size(); id++) {
            if (id != vocabulary.unknown()) {
                ids[vocabulary.symbol(id).codePointAt(0)] = id;
            }
        }
    }

    private static int highest(Vocabulary vocabulary) {
        IntStream codePoints = vocabulary.symbols().stream().mapToInt(symbol -> symbol.codePointAt(0));
        return codePoints.max().orElse(0);
    }

    /// The tokenizer of a text's characters, read once.
    public static CharTokenizer train(Corpus corpus, Vocabulary.Limits limits) throws IOException {
        CodePointCounts counts = new CodePointCounts();
        corpus.read(counts);
        SymbolCounts symbols = counts.symbols();
        return new CharTokenizer(symbols.vocabulary(boundary(symbols.contains(NEWLINE)), limits));
    }

    /// The tokenizer of a vocabulary whose symbols are `<unk>` and single code points.
    public static CharTokenizer of(Vocabulary vocabulary) {
        for (String symbol : vocabulary.symbols()) {
            if (!symbol.equals(Vocabulary.UNKNOWN) && !isCharacter(symbol)) {
                throw new IllegalArgumentException(
                        "CharTokenizer: a symbol is \"%s\"; it must be one character".formatted(symbol));
            }
        }
        if (vocabulary.boundary() != vocabulary.id(boundary(vocabulary.contains(NEWLINE)))) {
            throw new IllegalArgumentException(
                    "CharTokenizer: the boundary is \"%s\"; it must be newline, or <unk> where there is none"
                            .formatted(vocabulary.symbol(vocabulary.boundary())));
        }
        return new CharTokenizer(vocabulary);
    }

    CharTokenizer extended(Corpus corpus, int most) throws IOException {
        CodePointCounts counts = new CodePointCounts();
        corpus.read(counts);
        SymbolCounts symbols = counts.symbols();
        return new CharTokenizer(symbols.extend(vocabulary, most, symbol -> !symbol.equals(NEWLINE)));
    }

    static String boundary(boolean hasNewline) {
        return hasNewline ? NEWLINE : Vocabulary.UNKNOWN;
    }

    /// One code point, and not half a surrogate pair.
    private static boolean isCharacter(String symbol) {
        return symbol.codePointCount(0, symbol.length()) == 1
                && Character.getType(symbol.codePointAt(0)) != Character.SURROGATE;
    }

    @Override
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    @Override
    public String units() {
        return "char";
    }

    @Override
    public Encoder encoder(IntConsumer sink) {
        return new CharEncoder(sink);
    }

    @Override
    public Decoder decoder() {
        return (id, out) -> out.append(id == vocabulary.unknown() ? REPLACEMENT : vocabulary.symbol(id));
    }

    @Override
    public int[] encode(String text) {
        IntStream.Builder encoded = IntStream.builder();
        encoder(encoded).accept(text);
        return encoded.build().toArray();
    }

    /// One id a code point.
    private final class CharEncoder implements Encoder {
        private final IntConsumer sink;
        private long tokens;
        private long unknown;

        CharEncoder(IntConsumer sink) {
            this.sink = sink;
        }

        @Override
        public void accept(int codePoint) {
            int id = codePoint < ids.length ? ids[codePoint] : vocabulary.unknown();
            tokens++;
            if (id == vocabulary.unknown()) {
                unknown++;
            }
            sink.accept(id);
        }

        @Override
        public void end() {
            // Nothing is pending: each character was handed on as it came.
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
            return tokens;
        }
    }

    /// Counts code points in an array that grows to the highest one.
    private static final class CodePointCounts implements IntConsumer {
        private long[] counts = new long[256];

        @Override
        public void accept(int codePoint) {
            if (codePoint >= counts.length) {
                counts = Arrays.copyOf(counts, Integer.highestOneBit(codePoint) * 2);
            }
            counts[codePoint]++;
        }

        SymbolCounts symbols() {
            SymbolCounts symbols = new SymbolCounts();
            for (int codePoint = 0; codePoint < counts.length; codePoint++) {
                if (counts[codePoint] > 0) {
                    symbols.add(Character.toString(codePoint), counts[codePoint]);
                }
            }
            return symbols;
        }
    }
}
