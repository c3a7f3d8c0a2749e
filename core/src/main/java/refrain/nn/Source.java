package refrain.nn;

/// What a recurrent layer reads: rows of floats, or tokens that stand for one-hot rows.
sealed interface Source {
    record Dense(Tensor tensor) implements Source {}

    /// @param tokens one for each row
    record Tokens(int[] tokens) implements Source {}
}
