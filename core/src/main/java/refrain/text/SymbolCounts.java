package refrain.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Counts symbols and makes the vocabulary of the most frequent ones. Holds every distinct symbol of the text.
final class SymbolCounts {
    private final Map<String, Count> counts = new HashMap<>();

    /// One symbol and how often it occurred.
    private static final class Count {
        final String symbol;
        long count;

        Count(String symbol) {
            this.symbol = symbol;
        }
    }

    /// Highest count first, then code points ascending: a total order, so the map's own order never shows.
    private static final Comparator<Count> ORDER = Comparator.<Count>comparingLong(c -> -c.count)
            .thenComparing((a, b) -> compareCodePoints(a.symbol, b.symbol));

    void add(String symbol, long times) {
        counts.computeIfAbsent(symbol, Count::new).count += times;
    }

    boolean contains(String symbol) {
        return counts.containsKey(symbol);
    }

    /// The vocabulary within limits. What it leaves out counts as `<unk>`.
    Vocabulary vocabulary(String boundary, Vocabulary.Limits limits) {
        Count unknown = counts.getOrDefault(Vocabulary.UNKNOWN, new Count(Vocabulary.UNKNOWN));
        Count end = counts.getOrDefault(boundary, new Count(boundary));
        List<Count> kept = new ArrayList<>(List.of(unknown));
        if (!boundary.equals(Vocabulary.UNKNOWN)) {
            kept.add(end);
        }
        List<Count> others = new ArrayList<>(counts.values());
        others.removeIf(c -> c == unknown || c == end);
        others.sort(ORDER);
        for (Count count : others) {
            if (kept.size() < limits.size() && count.count >= limits.minCount()) {
                kept.add(count);
            } else {
                unknown.count += count.count;
            }
        }
        kept.sort(ORDER);
        return Vocabulary.of(kept.stream().map(c -> c.symbol).toList(), boundary);
    }

    /// A vocabulary with up to `most` of the wanted symbols after its own.
    Vocabulary extend(Vocabulary known, int most, Predicate<String> wanted) {
        List<String> symbols = new ArrayList<>(known.symbols());
        counts.values().stream()
                .filter(count -> !known.contains(count.symbol) && wanted.test(count.symbol))
                .sorted(ORDER)
                .limit(most)
                .forEach(count -> symbols.add(count.symbol));
        return Vocabulary.of(symbols, known.symbol(known.boundary()));
    }

    /// Order by code points: UTF-16 order puts U+10000 and above before U+E000.
    static int compareCodePoints(String a, String b) {
        int shorter = Math.min(a.length(), b.length());
        for (int i = 0; i < shorter; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                boolean above = Character.isSurrogate(x);
                return above == Character.isSurrogate(y) ? Character.compare(x, y) : above ? 1 : -1;
            }
        }
        return Integer.compare(a.length(), b.length());
    }
}
