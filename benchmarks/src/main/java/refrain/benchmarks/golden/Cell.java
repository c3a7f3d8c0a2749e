package refrain.benchmarks.golden;

/// A kind of recurrent layer, with the number of row blocks (gates) in its weights
/// and the seed its cases are drawn with: any number, but always the same.
enum Cell {
    RNN_TANH("rnn-tanh", 1, 2025),
    RNN_RELU("rnn-relu", 1, 2035),
    LSTM("lstm", 4, 2045),
    GRU("gru", 3, 2055);

    final String label;
    final int gates;
    final long seed;

    Cell(String label, int gates, long seed) {
        this.label = label;
        this.gates = gates;
        this.seed = seed;
    }
}
