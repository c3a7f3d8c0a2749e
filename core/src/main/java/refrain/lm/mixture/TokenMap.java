package refrain.lm.mixture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import refrain.refusal.RefusalException;
import refrain.refusal.Remedy;
import refrain.text.BpeTokenizer;
import refrain.text.Tokenizer;
import refrain.text.Vocabulary;

/// The ids that another vocabulary gives the same tokens.
/// @param ids the other's id of each of our ids; of no length where they are the same
record TokenMap(int[] ids) {
    /// Symbols that a message names.
    private static final int EXAMPLES = 5;

    /// Matches tokens by their text.
    /// @throws RefusalException if the tokenizers cut text in other units or elsewhere, or
    ///     one knows a token that the other does not
    static TokenMap between(Tokenizer ours, Tokenizer theirs) {
        requireSameUnits(ours, theirs);
        Vocabulary from = ours.vocabulary();
        Vocabulary to = theirs.vocabulary();
        requireSameSymbols(from, to);
        requireSamePieces(ours, theirs);
        int[] ids = new int[from.size()];
        boolean same = true;
        for (int id = 0; id < ids.length; id++) {
            ids[id] = to.id(from.symbol(id));
            same &= ids[id] == id;
        }
        return new TokenMap(same ? new int[0] : ids);
    }

    private static void requireSameUnits(Tokenizer ours, Tokenizer theirs) {
        if (!ours.units().equals(theirs.units())) {
            throw refusal("the tokens of one model are of units %s, those of another of units %s"
                    .formatted(ours.units(), theirs.units()));
        }
    }

    private static void requireSameSymbols(Vocabulary ours, Vocabulary theirs) {
        List<String> ourOwn = missing(ours, theirs);
        List<String> theirOwn = missing(theirs, ours);
        String ourStart = ours.symbol(ours.boundary());
        String theirStart = theirs.symbol(theirs.boundary());
        if (!ourOwn.isEmpty() || !theirOwn.isEmpty()) {
            throw refusal("the models' vocabularies differ: %s only in the first, %s only in the other"
                    .formatted(examples(ourOwn), examples(theirOwn)));
        }
        if (!ourStart.equals(theirStart)) {
            throw refusal("texts begin after \"%s\" in one model and after \"%s\" in another"
                    .formatted(visible(ourStart), visible(theirStart)));
        }
    }

    /// Pieces of words are cut by merges, too: equal pieces may be cut in another order.
    private static void requireSamePieces(Tokenizer ours, Tokenizer theirs) {
        if (ours instanceof BpeTokenizer && !Arrays.equals(ours.toBytes(), theirs.toBytes())) {
            throw refusal("the models' pieces of words are the same but not how text is cut into them");
        }
    }

    private static RefusalException refusal(String found) {
        return new RefusalException(found + "; train them with ", Remedy.Choice.ONE_TOKENIZER);
    }

    private static List<String> missing(Vocabulary of, Vocabulary in) {
        List<String> missing = new ArrayList<>();
        for (String symbol : of.symbols()) {
            if (!in.contains(symbol)) {
                missing.add(symbol);
            }
        }
        return missing;
    }

    private static String examples(List<String> symbols) {
        if (symbols.isEmpty()) {
            return "no symbol is";
        }
        List<String> shown = symbols.stream()
                .limit(EXAMPLES)
                .map(s -> "\"" + visible(s) + "\"")
                .toList();
        String rest = symbols.size() > EXAMPLES ? " and %,d more".formatted(symbols.size() - EXAMPLES) : "";
        return String.join(", ", shown) + rest + (symbols.size() == 1 ? " is" : " are");
    }

    private static String visible(String symbol) {
        return symbol.replace("\n", "\\n");
    }

    boolean isIdentity() {
        return ids.length == 0;
    }

    int of(int token) {
        return isIdentity() ? token : ids[token];
    }

    /// The other's ids of a text.
    int[] of(int[] tokens) {
        if (isIdentity()) {
            return tokens;
        }
        int[] mapped = new int[tokens.length];
        fill(tokens, mapped);
        return mapped;
    }

    void fill(int[] tokens, int[] mapped) {
        for (int i = 0; i < tokens.length; i++) {
            mapped[i] = of(tokens[i]);
        }
    }

    /// Reorders values by the other's ids into values by ours.
    void gather(float[] theirs, float[] ours) {
        for (int id = 0; id < ids.length; id++) {
            ours[id] = theirs[ids[id]];
        }
    }
}
