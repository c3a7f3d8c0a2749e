package refrain.lm.ngram;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import refrain.lm.ngram.arpa.ArpaNumbers;
import refrain.lm.ngram.arpa.ArpaTokens;
import refrain.lm.ngram.arpa.ArpaUnits;

/// Writes a model's levels as an ARPA file, each in its order: `<s>`, then tokens by their ids.
final class ArpaWriter {
    /// Blocks of lines that are put into words at a time, on all processors: some 20 MB of text.
    private static final int AT_ONCE = 32;

    /// Characters of a line, or so.
    private static final int LINE = 40;

    /// The logarithm by which other programs know that `<s>` is never predicted.
    private static final String NEVER = "-99";

    private final List<NGramLevel> levels;
    private final String[] tokens;
    private final String comments;

    ArpaWriter(NGramModel model) {
        ArpaTokens written = new ArpaTokens(ArpaUnits.of(model.tokenizer()), true);
        levels = model.levels();
        comments = written.comments();
        int size = model.vocabulary().size();
        int boundary = NGramModel.boundary(model.tokenizer());
        tokens = new String[size + 1];
        for (int id = 0; id < size; id++) {
            tokens[id] = id == boundary
                    ? ArpaTokens.END
                    : written.write(model.vocabulary().symbol(id));
        }
        tokens[size] = ArpaTokens.BEGIN;
    }

    void writeTo(OutputStream stream) throws IOException {
        StringBuilder head = new StringBuilder(comments).append("\\data\\\n");
        for (int n = 1; n <= levels.size(); n++) {
            head.append("ngram ")
                    .append(n)
                    .append('=')
                    .append(levels.get(n - 1).size())
                    .append('\n');
        }
        stream.write(utf8(head));
        for (int n = 1; n <= levels.size(); n++) {
            stream.write(utf8(new StringBuilder("\n\\").append(n).append("-grams:\n")));
            section(n, stream);
        }
        stream.write(utf8(new StringBuilder("\n\\end\\\n")));
    }

    private void section(int n, OutputStream stream) throws IOException {
        int size = levels.get(n - 1).size();
        int blocks = Blocks.count(size);
        for (int first = 0; first < blocks; first += AT_ONCE) {
            byte[][] texts = IntStream.range(first, Math.min(blocks, first + AT_ONCE))
                    .parallel()
                    .mapToObj(block -> lines(n, block * Blocks.SIZE, Blocks.end(block, size)))
                    .toArray(byte[][]::new);
            for (byte[] text : texts) {
                stream.write(text);
            }
        }
    }

    private byte[] lines(int n, int from, int to) {
        StringBuilder out = new StringBuilder(Blocks.SIZE * LINE);
        int[] contexts = contexts(n, from);
        for (int i = from; i < to; i++) {
            moveTo(i, contexts);
            line(n, i, contexts, out);
        }
        return utf8(out);
    }

    /// Of each shorter order, the place of what n-gram `i` begins with.
    private int[] contexts(int n, int i) {
        int[] contexts = new int[n - 1];
        int child = i;
        for (int k = n - 2; k >= 0; k--) {
            child = parent(levels.get(k).first(), child);
            contexts[k] = child;
        }
        return contexts;
    }

    /// The last whose continuations begin at `child` or before.
    private static int parent(int[] first, int child) {
        int low = 0;
        int high = first.length - 1;
        while (high - low > 1) {
            int middle = low + high >>> 1;
            if (first[middle] <= child) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// Goes on to the contexts of n-gram `i`.
    private void moveTo(int i, int[] contexts) {
        int child = i;
        for (int k = contexts.length - 1; k >= 0; k--) {
            int[] first = levels.get(k).first();
            while (first[contexts[k] + 1] <= child) {
                contexts[k]++;
            }
            child = contexts[k];
        }
    }

    private void line(int n, int i, int[] contexts, StringBuilder out) {
        NGramLevel level = levels.get(n - 1);
        if (n == 1 && i == tokens.length - 1) {
            out.append(NEVER);
        } else {
            ArpaNumbers.append(level.logProbabilities()[i], out);
        }
        out.append('\t');
        for (int k = 0; k < contexts.length; k++) {
            out.append(tokens[levels.get(k).tokens()[contexts[k]]]).append(' ');
        }
        out.append(tokens[level.tokens()[i]]);
        if (n < levels.size()) {
            out.append('\t');
            ArpaNumbers.append(level.backoffs()[i], out);
        }
        out.append('\n');
    }

    private static byte[] utf8(StringBuilder text) {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
