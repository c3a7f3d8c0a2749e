package refrain.lm.ngram;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import refrain.lm.ngram.arpa.ArpaHeader;
import refrain.lm.ngram.arpa.ArpaLines;
import refrain.lm.ngram.arpa.ArpaNumbers;
import refrain.lm.ngram.arpa.ArpaSymbols;
import refrain.lm.ngram.arpa.ArpaTokens;
import refrain.refusal.HeapNeed;
import refrain.text.Tokenizer;
import refrain.text.Vocabulary;

/// Reads one ARPA file, order by order.
final class ArpaReader {
    /// What tokens get that the file must have and has not, as in KenLM: log₁₀ p = −100.
    private static final float MISSING = (float) (-100 * StrictMath.log(10));

    /// Of an n-gram while its level is made: key, its copy, two numbers twice, token, place of continuations.
    private static final long BYTES_AN_NGRAM = 40;

    private final String name;
    private final ArpaLines lines;
    private final long fileSize;
    private final ArpaSymbols symbols = new ArpaSymbols();
    private final List<NGramLevel> levels = new ArrayList<>();
    private int[] ids = new int[0]; // by number of the symbol
    private int[] path = new int[0]; // tokens of the context read last
    private int[] places = new int[0]; // their places, as far as they are valid
    private int valid;

    ArpaReader(String name, InputStream in, long fileSize) {
        this.name = name;
        lines = ArpaLines.of(name, in);
        this.fileSize = fileSize;
    }

    NGramModel read() throws IOException {
        ArpaHeader header = ArpaHeader.read(lines, fileSize, KneserNey.MAX_ORDER);
        heapNeed(header).require(name + ": this model");
        Tokenizer tokenizer = unigrams(header);
        for (int n = 2; n <= header.counts().length; n++) {
            skipBlank();
            requireLine("\\%d-grams:".formatted(n));
            longer(n, header.counts());
        }
        skipBlank();
        requireLine("\\end\\");
        return new NGramModel(tokenizer, levels);
    }

    static HeapNeed heapNeed(ArpaHeader header) {
        long grams = Arrays.stream(header.counts()).asLongStream().sum();
        return new HeapNeed(BYTES_AN_NGRAM * grams, 0, header.counts()[0]);
    }

    private void requireLine(String expected) throws IOException {
        if (!lines.text().equals(expected)) {
            throw lines.unexpected(expected);
        }
    }

    private void skipBlank() throws IOException {
        while (lines.advance() && lines.text().isEmpty()) {}
    }

    private Tokenizer unigrams(ArpaHeader header) throws IOException {
        requireLine("\\1-grams:");
        int count = header.counts()[0];
        boolean highest = header.counts().length == 1;
        float[] logProbabilities = new float[count];
        float[] backoffs = new float[count];
        for (int i = 0; i < count; i++) {
            advanceToNGram(i, count, 1);
            logProbabilities[i] = probability();
            requireField(1);
            if (!ArpaSymbols.isUtf8(lines.buffer(), lines.from(), lines.to())) {
                throw lines.error("\"%s\" is not UTF-8".formatted(lines.fieldText()), "a file in UTF-8");
            }
            if (!symbols.add(lines.buffer(), lines.from(), lines.to())) {
                throw lines.error("\"%s\" is here again".formatted(lines.fieldText()), "each token once");
            }
            backoffs[i] = backoff(highest, 1);
        }
        Tokenizer tokenizer = tokenizer(header.tokens());
        levels.add(unigrams(tokenizer.vocabulary().size(), logProbabilities, backoffs));
        return tokenizer;
    }

    private NGramLevel unigrams(int vocabulary, float[] logProbabilities, float[] backoffs) {
        NGramLevel level = NGramLevel.unigrams(vocabulary + 1);
        Arrays.fill(level.logProbabilities(), MISSING);
        for (int i = 0; i < ids.length; i++) {
            level.logProbabilities()[ids[i]] = logProbabilities[i];
            level.backoffs()[ids[i]] = backoffs[i];
        }
        level.logProbabilities()[vocabulary] = Smoothing.NEVER;
        return level;
    }

    /// Numbers the tokens in the order of the file, `<s>` last; adds those that must be there.
    private Tokenizer tokenizer(ArpaTokens tokens) throws IOException {
        try {
            return tokens.units().tokenizer(vocabulary(tokens));
        } catch (IllegalArgumentException wrong) {
            throw lines.error(
                    String.valueOf(wrong.getMessage()),
                    "tokens of units=" + tokens.units().name());
        }
    }

    private Vocabulary vocabulary(ArpaTokens tokens) {
        List<String> names = new ArrayList<>();
        ids = new int[symbols.size()];
        boolean hasEnd = symbols.contains(ArpaTokens.END);
        String boundary = tokens.units().boundary(hasEnd);
        for (int i = 0; i < ids.length; i++) {
            String text = symbols.text(i);
            ids[i] = text.equals(ArpaTokens.BEGIN) ? -1 : names.size();
            if (ids[i] >= 0) {
                names.add(text.equals(ArpaTokens.END) ? boundary : name(text, tokens, boundary));
            }
        }
        for (String needed : List.of(Vocabulary.UNKNOWN, boundary)) {
            if (!names.contains(needed)) {
                names.add(needed);
            }
        }
        Arrays.setAll(ids, i -> ids[i] < 0 ? names.size() : ids[i]);
        return Vocabulary.of(names, boundary);
    }

    /// What a token of the file is here: in one of another program `<UNK>` may be `<unk>`, and a word that no text of
    /// ours can hold is kept as it would be written, which none can hold either.
    private String name(String text, ArpaTokens tokens, String boundary) {
        if (tokens.own()) {
            return tokens.read(text);
        }
        if (text.equals(ArpaTokens.UNKNOWN_IN_CAPITALS) && !symbols.contains(Vocabulary.UNKNOWN)) {
            return Vocabulary.UNKNOWN;
        }
        boolean taken = text.equals(boundary) && symbols.contains(ArpaTokens.END);
        return taken ? ArpaTokens.escaped(text.charAt(0)) + text.substring(1) : ArpaTokens.withoutSpace(text);
    }

    private void longer(int n, int[] counts) throws IOException {
        int count = counts[n - 1];
        long[] keys = new long[count];
        float[] logProbabilities = new float[count];
        float[] backoffs = new float[count];
        path = new int[n - 1];
        places = new int[n - 1];
        valid = 0;
        for (int i = 0; i < count; i++) {
            advanceToNGram(i, count, n);
            logProbabilities[i] = probability();
            keys[i] = key(n);
            backoffs[i] = backoff(n == counts.length, n);
        }
        levels.add(new ListedNGrams(keys, logProbabilities, backoffs).level(levels.getLast(), lines, n));
    }

    /// The tokens of an n-gram: context's place and last token.
    private long key(int n) throws IOException {
        for (int k = 0; k < n - 1; k++) {
            int token = token(n);
            if (k >= valid || path[k] != token) {
                path[k] = token;
                places[k] = k == 0 ? token : levels.get(k).child(levels.get(k - 1), places[k - 1], token);
                valid = k + 1;
            }
            if (places[k] < 0) {
                valid = k;
                throw lines.error(
                        "the context of this %d-gram is not among the %d-grams".formatted(n, n - 1),
                        "each n-gram without its last token");
            }
        }
        return NGramLevel.key(places[n - 2], token(n));
    }

    private int token(int n) throws IOException {
        requireField(n);
        int number = symbols.find(lines.buffer(), lines.from(), lines.to());
        if (number < 0) {
            throw lines.error("\"%s\" is none of the unigrams".formatted(lines.fieldText()), "one of them");
        }
        return ids[number];
    }

    private void advanceToNGram(int i, int count, int n) throws IOException {
        boolean isThere = lines.advance();
        while (isThere && !lines.field()) { // an empty line
            isThere = lines.advance();
        }
        if (!isThere || lines.buffer()[lines.from()] == '\\') {
            throw lines.unexpected("%,d more %d-grams of the %,d announced".formatted(count - i, n, count));
        }
    }

    private float probability() throws IOException {
        float value = number();
        if (value > 0) {
            throw lines.error("log10 p is \"%s\"".formatted(lines.fieldText()), "a number of at most 0");
        }
        return value;
    }

    private float number() throws IOException {
        float value = ArpaNumbers.natural(lines.buffer(), lines.from(), lines.to());
        if (Float.isNaN(value)) {
            throw lines.error("\"%s\" is no number".formatted(lines.fieldText()), "a logarithm of base 10");
        }
        return value;
    }

    /// 0 where none is written; the longest n-grams need none.
    private float backoff(boolean highest, int n) throws IOException {
        float value = lines.field() ? number() : 0;
        if (lines.field()) {
            throw lines.unexpected("log10 p, %s and at most a back-off".formatted(n == 1 ? "a token" : n + " tokens"));
        }
        return highest ? 0 : value;
    }

    private void requireField(int n) throws IOException {
        if (!lines.field()) {
            throw lines.unexpected("log10 p and %s".formatted(n == 1 ? "a token" : n + " tokens"));
        }
    }
}
