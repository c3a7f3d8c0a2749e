package refrain.lm.ngram.arpa;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import refrain.text.BpeTokenizer;
import refrain.text.CharTokenizer;
import refrain.text.Tokenizer;
import refrain.text.Vocabulary;
import refrain.text.WordTokenizer;

/// What the tokens of an ARPA file are, and the tokenizer that its 1-grams make. Words and characters are their own
/// tokenizer; how a text is cut into pieces the file says in comments.
public sealed interface ArpaUnits {
    record Words() implements ArpaUnits {}

    record Characters() implements ArpaUnits {}

    /// @param tokenizer whose symbols the 1-grams are, in the order of their ids
    record Pieces(Tokenizer tokenizer) implements ArpaUnits {}

    static ArpaUnits of(Tokenizer tokenizer) {
        return switch (tokenizer) {
            case WordTokenizer words -> new Words();
            case CharTokenizer characters -> new Characters();
            case BpeTokenizer pieces -> new Pieces(pieces);
        };
    }

    /// The units that a file's comments name.
    /// @param tokenizer base64 of [Tokenizer#toBytes()], empty where there is none
    /// @throws IllegalArgumentException if there are no such units, or no such tokenizer
    static ArpaUnits parse(String name, String tokenizer) {
        return switch (name) {
            case "word" -> new Words();
            case "char" -> new Characters();
            case "bpe" -> new Pieces(pieces(tokenizer));
            default ->
                throw new IllegalArgumentException(
                        "its units are \"%s\"; they must be char, word or bpe".formatted(name));
        };
    }

    private static Tokenizer pieces(String tokenizer) {
        if (tokenizer.isEmpty()) {
            throw new IllegalArgumentException("no comment before holds the tokenizer that units=bpe needs");
        }
        return BpeTokenizer.of(Base64.getDecoder().decode(tokenizer));
    }

    /// The tokenizer as a comment holds it, empty where the 1-grams are all there is to say.
    default String encoded() {
        return switch (this) {
            case Words() -> "";
            case Characters() -> "";
            case Pieces(Tokenizer tokenizer) ->
                new String(Base64.getEncoder().encode(tokenizer.toBytes()), StandardCharsets.US_ASCII);
        };
    }

    default String name() {
        return switch (this) {
            case Words() -> "word";
            case Characters() -> "char";
            case Pieces(Tokenizer tokenizer) -> tokenizer.units();
        };
    }

    /// The token that ends a line.
    /// @param hasEnd whether the file has `</s>`
    default String boundary(boolean hasEnd) {
        return switch (this) {
            case Words() -> Vocabulary.END_OF_LINE;
            case Characters() -> hasEnd ? "\n" : Vocabulary.UNKNOWN;
            case Pieces(Tokenizer tokenizer) ->
                tokenizer.vocabulary().symbol(tokenizer.vocabulary().boundary());
        };
    }

    /// @throws IllegalArgumentException if the symbols are none of these units
    default Tokenizer tokenizer(Vocabulary vocabulary) {
        return switch (this) {
            case Words() -> WordTokenizer.of(vocabulary);
            case Characters() -> CharTokenizer.of(vocabulary);
            case Pieces(Tokenizer tokenizer) -> {
                if (!tokenizer.vocabulary().equals(vocabulary)) {
                    throw new IllegalArgumentException(
                            "the 1-grams above are not the %,d symbols of the tokenizer in the comments, in their order"
                                    .formatted(tokenizer.vocabulary().size()));
                }
                yield tokenizer;
            }
        };
    }
}
