package refrain.text.pretoken;

/// Takes the pieces that a text is cut into, in order.
public interface Pieces {
    /// A pre-token: the first `length` bytes, which are the caller's again afterwards.
    void word(byte[] bytes, int length);

    /// The special token of this number, written out in the text.
    void special(int number);
}
