package refrain.nn.operation;

import refrain.nn.Parameter;

/// What a recurrent layer reads: rows of floats, or tokens that stand for rows.
public sealed interface Source {
    /// The rows of a layer that needs their values.
    /// @throws IllegalStateException if they are tokens
    default Tensor rows() {
        if (this instanceof Dense(Tensor x)) {
            return x;
        }
        throw new IllegalStateException("rows are needed here, and these are tokens");
    }

    record Dense(Tensor tensor) implements Source {}

    /// Each row is one-hot.
    /// @param tokens one for each row
    /// @param scales what stands in the token's place of each row: 1, or what dropout makes of it
    record Tokens(int[] tokens, float[] scales) implements Source {}

    /// Each row is that of its token in the embedding, and there are several rows for most tokens, so that products are
    /// cheaper by token than by row.
    /// @param tokens one for each row
    record Embedded(int[] tokens, Parameter embedding) implements Source {
        /// Rows for each token, on average, from which on products by token pay.
        private static final int FEWEST_ROWS = 4;

        /// Whether a window of so many rows, of a vocabulary of so many tokens, is worth it. It must not depend on
        /// anything but the configuration: sums by token are other bits than sums by row.
        public static boolean pays(int vocabulary, int rows) {
            return (long) vocabulary * FEWEST_ROWS <= rows;
        }
    }
}
