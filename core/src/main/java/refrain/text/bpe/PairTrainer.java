package refrain.text.bpe;

import java.util.List;
import java.util.function.IntConsumer;

/// Learns a byte-pair encoding from a text that comes code point by code point. Its pre-tokens are counted on all
/// processors; how many these are changes nothing.
public final class PairTrainer implements IntConsumer {
    private final List<String> special;
    private final TextCounts text;
    private long forgotten;

    private PairTrainer(List<String> special, int mostBytes) {
        this.special = special;
        text = new TextCounts(special, mostBytes);
    }

    /// @param special tokens that are found in a text as they are written; they have the first ids
    /// @throws IllegalArgumentException if one of them holds white space
    public static PairTrainer of(List<String> special) {
        return new PairTrainer(special, WordCounts.MOST_BYTES);
    }

    static PairTrainer of(List<String> special, int mostBytes) {
        return new PairTrainer(special, mostBytes);
    }

    @Override
    public void accept(int codePoint) {
        text.accept(codePoint);
    }

    /// Ends the text and learns from it.
    /// @param size tokens of the vocabulary; it has fewer if no pair of tokens is left that occurs twice
    public BytePairs train(int size) {
        WordCounts counts = text.end();
        forgotten = counts.forgotten();
        return MergeTrainer.train(counts, special, size);
    }

    /// How many entries for rare pre-tokens were dropped to bound the memory; 0 if all were counted.
    public long forgotten() {
        return forgotten;
    }
}
