package refrain.text.bpe;

/// Turns tokens into text as they come.
public final class PairDecoder {
    private final BytePairs pairs;
    private final Utf8Assembler text = new Utf8Assembler();

    private PairDecoder(BytePairs pairs) {
        this.pairs = pairs;
    }

    /// A decoder that stands at the start of a text.
    public static PairDecoder of(BytePairs pairs) {
        return new PairDecoder(pairs);
    }

    /// Appends the characters that a token completes.
    public void decode(int id, StringBuilder out) {
        text.accept(pairs.bytes(id), out);
    }

    /// Ends the text: a character of which bytes are missing is U+FFFD.
    public void end(StringBuilder out) {
        text.end(out);
    }
}
