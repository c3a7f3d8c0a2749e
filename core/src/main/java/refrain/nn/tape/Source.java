package refrain.nn.tape;

/// What a recurrent layer reads: rows of floats, or tokens that stand for one-hot rows.
sealed interface Source {
    record Dense(Tensor tensor) implements Source {}

    /// @param tokens one for each row
    /// @param scales what stands in the token's place of each row: 1, or what dropout makes of it
    record Tokens(int[] tokens, float[] scales) implements Source {}
}
