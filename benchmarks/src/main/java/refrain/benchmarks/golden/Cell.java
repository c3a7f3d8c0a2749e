package refrain.benchmarks.golden;

/// A kind of recurrent layer, with the number of row blocks (gates) in its weights.
enum Cell {
    RNN_TANH("rnn-tanh", 1),
    RNN_RELU("rnn-relu", 1),
    LSTM("lstm", 4),
    GRU("gru", 3);

    final String label;
    final int gates;

    Cell(String label, int gates) {
        this.label = label;
        this.gates = gates;
    }
}
