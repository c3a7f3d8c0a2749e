package refrain.lm.ngram;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// Writes a model's levels as an ARPA file, each in its order: `<s>`, then tokens by their ids.
final class ArpaWriter {
    /// Characters written at a time.
    private static final int PIECE = 1 << 16;

    /// The logarithm by which other programs know that `<s>` is never predicted.
    private static final String NEVER = "-99";

    private final List<Level> levels;
    private final String[] tokens;
    private final String comments;
    private final StringBuilder out = new StringBuilder(PIECE + 1_024);
    private final int[] parents; // of each level the place of the context at hand

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
        parents = new int[levels.size()];
    }

    void writeTo(OutputStream stream) throws IOException {
        out.append(comments).append("\\data\\\n");
        for (int n = 1; n <= levels.size(); n++) {
            out.append("ngram ")
                    .append(n)
                    .append('=')
                    .append(levels.get(n - 1).size())
                    .append('\n');
        }
        for (int n = 1; n <= levels.size(); n++) {
            out.append("\n\\").append(n).append("-grams:\n");
            section(n, stream);
        }
        out.append("\n\\end\\\n");
        flush(stream);
    }

    private void section(int n, OutputStream stream) throws IOException {
        Arrays.fill(parents, 0);
        for (int i = 0; i < levels.get(n - 1).size(); i++) {
            line(n, i);
            if (out.length() >= PIECE) {
                flush(stream);
            }
        }
    }

    private void line(int n, int i) {
        Level level = levels.get(n - 1);
        if (n == 1 && i == tokens.length - 1) {
            out.append(NEVER);
        } else {
            ArpaNumbers.append(level.logProbabilities()[i], out);
        }
        out.append('\t');
        moveTo(n, i);
        for (int k = 0; k < n - 1; k++) {
            out.append(tokens[levels.get(k).tokens()[parents[k]]]).append(' ');
        }
        out.append(tokens[level.tokens()[i]]);
        if (n < levels.size()) {
            out.append('\t');
            ArpaNumbers.append(level.backoffs()[i], out);
        }
        out.append('\n');
    }

    /// Goes on to the contexts of n-gram `i`.
    private void moveTo(int n, int i) {
        int child = i;
        for (int k = n - 2; k >= 0; k--) {
            int[] first = levels.get(k).first();
            while (first[parents[k] + 1] <= child) {
                parents[k]++;
            }
            child = parents[k];
        }
    }

    private void flush(OutputStream stream) throws IOException {
        stream.write(out.toString().getBytes(StandardCharsets.UTF_8));
        out.setLength(0);
    }
}
