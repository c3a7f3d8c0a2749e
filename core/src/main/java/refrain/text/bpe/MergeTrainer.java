package refrain.text.bpe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import refrain.text.bpe.BytePairs.Merge;

/// Learns merges from counted pre-tokens: again and again the pair of neighbouring tokens that occurs most often
/// becomes a token, of pairs equally often the one with the lower ids. A pair knows the words that hold it, so that a
/// merge costs no more than those words.
///
/// Ids are those of the special tokens, then of the bytes in the order of their letters, then of the merges.
/// @see <a href="https://aclanthology.org/P16-1162/">Sennrich, Haddow and Birch (2016)</a>, algorithm 1
final class MergeTrainer {
    /// A pair that occurs once teaches nothing.
    private static final long LEAST = 2;

    private final List<String> symbols = new ArrayList<>();
    private final Map<String, Integer> ids = new HashMap<>();
    private final List<Merge> merges = new ArrayList<>();
    private final PairTable known = new PairTable(1 << 10);
    private final PairCounts pairs = new PairCounts();
    private final PriorityQueue<Candidate> queue = new PriorityQueue<>();
    private final int[][] words;
    private final long[] counts;

    /// A pair and how often it occurred when it was queued.
    private record Candidate(long count, long pair) implements Comparable<Candidate> {
        @Override
        public int compareTo(Candidate other) {
            int byCount = Long.compare(other.count, count);
            return byCount != 0 ? byCount : Long.compare(pair, other.pair);
        }
    }

    private MergeTrainer(List<String> special, WordCounts counted) {
        special.forEach(this::id);
        for (char letter = 0; letter < 0x200; letter++) {
            if (ByteLetters.code(letter) >= 0) {
                id(Character.toString(letter));
            }
        }
        words = new int[counted.size()][];
        counts = new long[words.length];
        for (int word = 0; word < words.length; word++) {
            words[word] = letters(counted, word);
            counts[word] = counted.count(word);
        }
    }

    /// Learns until the vocabulary has `size` tokens, or no pair occurs twice.
    static BytePairs train(WordCounts counted, List<String> special, int size) {
        MergeTrainer trainer = new MergeTrainer(special, counted);
        trainer.countPairs();
        trainer.learn(size);
        return BytePairs.of(trainer.symbols, special, trainer.merges);
    }

    /// The id of a symbol, a new one if it has none yet: two ways may lead to the same token.
    private int id(String symbol) {
        Integer known = ids.putIfAbsent(symbol, symbols.size());
        if (known == null) {
            symbols.add(symbol);
            return symbols.size() - 1;
        }
        return known;
    }

    private int[] letters(WordCounts counted, int word) {
        int[] letters = new int[counted.length(word)];
        for (int i = 0; i < letters.length; i++) {
            int code = Byte.toUnsignedInt(counted.at(counted.start(word) + i));
            letters[i] = id(Character.toString(ByteLetters.letter(code)));
        }
        return letters;
    }

    private void countPairs() {
        for (int word = 0; word < words.length; word++) {
            int[] letters = words[word];
            for (int i = 1; i < letters.length; i++) {
                pairs.add(PairTable.pair(letters[i - 1], letters[i]), counts[word], word);
            }
        }
        queueChanged();
    }

    private void queueChanged() {
        pairs.drainIncreased((pair, count) -> {
            if (count >= LEAST) {
                queue.add(new Candidate(count, pair));
            }
        });
    }

    private void learn(int size) {
        while (symbols.size() < size && !queue.isEmpty()) {
            Candidate first = queue.remove();
            long count = pairs.count(first.pair());
            if (count == first.count()) {
                merge(first.pair());
            } else if (count >= LEAST) {
                queue.add(new Candidate(count, first.pair()));
            }
        }
    }

    private void merge(long pair) {
        int left = (int) (pair >>> Integer.SIZE);
        int right = (int) pair;
        Merge merge = new Merge(left, right, id(symbols.get(left) + symbols.get(right)));
        if (known.get(pair) < 0) {
            known.putIfAbsent(pair, merges.size());
            merges.add(merge);
        }
        for (int word : pairs.take(pair)) {
            merge(merge, word);
        }
        pairs.clear(pair);
        queueChanged();
    }

    /// Makes a merge in a word, from left to right, and counts the pairs that go and come.
    private void merge(Merge merge, int word) {
        int[] old = words[word];
        int to = 0;
        for (int from = 0; from < old.length; from++) {
            if (from + 1 < old.length && old[from] == merge.left() && old[from + 1] == merge.right()) {
                if (to > 0) {
                    replace(old[to - 1], merge.left(), old[to - 1], merge.merged(), word);
                }
                if (from + 2 < old.length) {
                    replace(merge.right(), old[from + 2], merge.merged(), old[from + 2], word);
                }
                old[to++] = merge.merged();
                from++;
            } else {
                old[to++] = old[from];
            }
        }
        if (to < old.length) {
            words[word] = Arrays.copyOf(old, to);
        }
    }

    private void replace(int left, int right, int newLeft, int newRight, int word) {
        pairs.remove(PairTable.pair(left, right), counts[word]);
        pairs.add(PairTable.pair(newLeft, newRight), counts[word], word);
    }
}
