package refrain.text;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The symbols of a text, numbered from 0. Immutable.
///
/// Training numbers them by count descending, then by code points, so that equal texts give equal numbers. Every
/// vocabulary holds [#UNKNOWN], which stands for all symbols it does not hold; a text that itself contains the word
/// `<unk>`, as the Penn Treebank does, means that same symbol.
public final class Vocabulary {
    /// Stands for every symbol the vocabulary does not hold.
    public static final String UNKNOWN = "<unk>";

    /// Stands for a line end among words.
    public static final String END_OF_LINE = "<eos>";

    private final List<String> symbols;
    private final Map<String, Integer> ids;
    private final int unknown;
    private final int boundary;

    private Vocabulary(List<String> symbols, String boundary) {
        this.symbols = List.copyOf(symbols);
        this.ids = HashMap.newHashMap(symbols.size());
        for (int id = 0; id < this.symbols.size(); id++) {
            Integer earlier = ids.put(this.symbols.get(id), id);
            if (earlier != null) {
                throw new IllegalArgumentException(
                        "Vocabulary: symbols %,d and %,d are both \"%s\"; each may occur once"
                                .formatted(earlier, id, this.symbols.get(id)));
            }
        }
        this.unknown = required(UNKNOWN);
        this.boundary = required(boundary);
    }

    /// A vocabulary of symbols in the order of their ids, `<unk>` and the boundary among them.
    public static Vocabulary of(List<String> symbols, String boundary) {
        return new Vocabulary(symbols, boundary);
    }

    private int required(String symbol) {
        Integer id = ids.get(symbol);
        if (id == null) {
            throw new IllegalArgumentException("Vocabulary: none of its %,d symbols is \"%s\"; it must hold it"
                    .formatted(symbols.size(), symbol.replace("\n", "\\n")));
        }
        return id;
    }

    /// V, the number of symbols.
    public int size() {
        return symbols.size();
    }

    /// The symbol of an id, 0 to [#size()] − 1.
    public String symbol(int id) {
        return symbols.get(id);
    }

    /// All symbols in the order of their ids.
    public List<String> symbols() {
        return symbols;
    }

    /// The id of a symbol, [#unknown()] if the vocabulary does not hold it.
    public int id(String symbol) {
        Integer id = ids.get(symbol);
        return id == null ? unknown : id;
    }

    /// Whether the vocabulary holds a symbol, so that [#id] is its own.
    public boolean contains(String symbol) {
        return ids.containsKey(symbol);
    }

    /// The id of `<unk>`.
    public int unknown() {
        return unknown;
    }

    /// The id of the token that stands before the first of a text: `<eos>` for words, newline for characters,
    /// `<unk>` for characters of a text without newlines.
    public int boundary() {
        return boundary;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Vocabulary that && boundary == that.boundary && symbols.equals(that.symbols);
    }

    @Override
    public int hashCode() {
        return 31 * symbols.hashCode() + boundary;
    }

    @Override
    public String toString() {
        return "Vocabulary[%d symbols]".formatted(size());
    }

    /// Which symbols of a text become part of the vocabulary. `<unk>` and the boundary token always do.
    ///
    /// @param size the most symbols it holds, `<unk>` and the boundary token among them
    /// @param minCount how often a symbol must occur to be held
    public record Limits(int size, long minCount) {
        /// Every symbol of the text.
        public static final Limits NONE = new Limits(Integer.MAX_VALUE, 1);

        public Limits {
            if (size < 2) {
                throw new IllegalArgumentException("size is %,d; it must be at least 2".formatted(size));
            }
            if (minCount < 1) {
                throw new IllegalArgumentException("minCount is %,d; it must be at least 1".formatted(minCount));
            }
        }

        public Limits withSize(int size) {
            return new Limits(size, minCount);
        }

        public Limits withMinCount(long minCount) {
            return new Limits(size, minCount);
        }
    }
}
