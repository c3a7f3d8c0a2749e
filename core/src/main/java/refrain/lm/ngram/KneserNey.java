package refrain.lm.ngram;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import refrain.refusal.HeapNeed;
import refrain.refusal.RefusalException;
import refrain.refusal.Remedy;
import refrain.text.BpeTokenizer;
import refrain.text.CharTokenizer;
import refrain.text.Tokenizer;
import refrain.text.WordTokenizer;
import refrain.text.corpus.Corpus;

/// Interpolated modified Kneser-Ney smoothing. For an n-gram `u w` whose context is `u`, and `u'` the context without
/// its first token:
/// ```
/// a(u w) = c(u w)                how often it occurs: of the longest n-grams and those that begin with <s>
///        = |{v : c(v u w) > 0}|  after how many different tokens it occurs: of the others
/// p(w | u) = (a(u w) − D(a(u w))) / Σ_x a(u x) + b(u)·p(w | u')
/// b(u)     = Σ_x D(a(u x)) / Σ_x a(u x)
/// p(w | u') of the unigrams: 1 / V
/// ```
/// D are the [Discounts] of the n-gram's order. V counts the vocabulary, so that a symbol the text did not hold has
/// probability b/V. Nothing is pruned.
/// @see <a href="https://doi.org/10.1006/csla.1999.0128">Chen and Goodman (1999)</a>, An empirical study of smoothing
///     techniques for language modeling
/// @see <a href="https://aclanthology.org/P13-2121/">Heafield et al. (2013)</a>, Scalable modified Kneser-Ney language
///     model estimation
public final class KneserNey {
    /// The longest n-grams: more are as good as whole lines.
    public static final int MAX_ORDER = 16;

    /// Of an n-gram: a level's four numbers, adjusted count and suffix.
    private static final long BYTES_AN_NGRAM = 24;

    /// Of a token of the text: its id, twice while it is read, places twice, a key and its copy while sorting, the
    /// probability of an n-gram in double, twice.
    private static final long BYTES_A_TOKEN = 2 * 4 + 2 * 4 + 2 * 8 + 2 * 8;

    private KneserNey() {}

    /// A model and how it came about.
    ///
    /// @param discounts of each order, unigrams first
    /// @param tokens of the text, line ends included
    public record Estimate(NGramModel model, List<Discounts> discounts, long tokens) {
        public Estimate {
            discounts = List.copyOf(discounts);
        }
    }

    /// Estimates a model from a text, in memory.
    ///
    /// @param order N, from 1 to [#MAX_ORDER]
    /// @throws RefusalException if the heap is too small for it; nothing was taken then
    public static Estimate estimate(Tokenizer tokenizer, Corpus corpus, int order) throws IOException {
        requireOrder(order);
        requireHeap(new HeapNeed(mostTokens(corpus.facts(), tokenizer) * Integer.BYTES * 2, 0, 0));
        int[] text = LineTokens.of(tokenizer, corpus);
        int symbols = tokenizer.vocabulary().size() + 1;
        requireHeap(need(text.length, symbols, order));
        List<Discounts> discounts = new ArrayList<>();
        List<NGramLevel> levels = levels(text, symbols, order, NGramModel.boundary(tokenizer), discounts);
        return new Estimate(new NGramModel(tokenizer, levels), discounts, text.length - begins(text, symbols - 1));
    }

    private static long begins(int[] text, int begin) {
        return Arrays.stream(text).filter(token -> token == begin).count();
    }

    /// Tokens that a text may have, `<s>` and line ends included: a word takes two characters, a piece one byte.
    static long mostTokens(Corpus.Facts facts, Tokenizer tokenizer) {
        long tokens = switch (tokenizer) {
            case WordTokenizer words -> (facts.characters() + 1) / 2;
            case CharTokenizer characters -> facts.characters();
            case BpeTokenizer pieces -> facts.bytes();
        };
        return tokens + 2 * (facts.lines() + 1);
    }

    /// The heap an estimate takes at most, all n-grams of the text being different.
    static HeapNeed need(long tokens, long symbols, int order) {
        long grams = 0;
        double possible = 1;
        for (int n = 1; n <= order; n++) {
            possible *= symbols;
            grams += n == 1 ? symbols : (long) Math.min(tokens, possible);
        }
        return new HeapNeed(grams * BYTES_AN_NGRAM + tokens * BYTES_A_TOKEN, 0, symbols);
    }

    private static void requireHeap(HeapNeed need) {
        need.require("counting n-grams of this text", Remedy.Choice.SMALLER_ORDER);
    }

    private static List<NGramLevel> levels(
            int[] text, int symbols, int order, int boundary, List<Discounts> discounts) {
        List<NGramLevel> levels = new ArrayList<>();
        NGramCounts counts = NGramCounts.unigrams(text, symbols);
        int begins = symbols - 1; // the place of the first n-gram that begins with <s>
        double[] shorter = new double[0];
        for (int n = 1; n <= order; n++) {
            NGramCounts longer = n < order ? counts.longer(text, n + 1, boundary) : counts;
            if (n < order) {
                counts.adjust(longer, begins);
            }
            if (n == 1) {
                counts.adjusted()[begins] = 0; // nothing ever predicts <s>
            }
            Discounts discount = Discounts.of(counts.adjusted());
            discounts.add(discount);
            shorter = new Smoothing(counts, discount).apply(levels, shorter);
            levels.add(counts.level());
            begins = n < order ? counts.level().first()[begins] : begins;
            counts = longer;
        }
        return levels;
    }

    /// @throws IllegalArgumentException if out of range
    public static void requireOrder(int order) {
        if (order < 1 || order > MAX_ORDER) {
            throw new IllegalArgumentException("order is %,d; it must be from 1 to %d".formatted(order, MAX_ORDER));
        }
    }
}
