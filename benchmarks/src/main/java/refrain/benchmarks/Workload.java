package refrain.benchmarks;

import java.util.List;

/// A network and the windows it is trained on: embedding, recurrent stack, linear output, softmax cross entropy.
///
/// @param vocabulary V
/// @param embedding E
/// @param hidden H of every layer
/// @param layers L
/// @param streams B
/// @param steps T
/// @param dropout rate on the input, between layers and before the output
/// @param clipNorm largest L2 norm of the gradient of the mean loss per token
record Workload(
        String name,
        Cell cell,
        int vocabulary,
        int embedding,
        int hidden,
        int layers,
        int streams,
        int steps,
        float dropout,
        float clipNorm) {
    /// A kind of recurrent layer, with the number of blocks of H rows in its weights.
    enum Cell {
        RNN(1),
        GRU(3),
        LSTM(4);

        final int gates;

        Cell(int gates) {
            this.gates = gates;
        }
    }

    /// Small and medium are those of Zaremba et al. (2014); the others are sizes usual for characters.
    private static final List<Workload> ALL = List.of(
            new Workload("word-small", Cell.LSTM, 10_000, 200, 200, 2, 20, 20, 0, 5),
            new Workload("word-medium", Cell.LSTM, 10_000, 650, 650, 2, 20, 35, 0.5f, 5),
            new Workload("char", Cell.LSTM, 65, 65, 512, 2, 50, 50, 0, 5),
            new Workload("tiny", Cell.LSTM, 65, 65, 128, 1, 32, 64, 0, 5),
            new Workload("gru-medium", Cell.GRU, 10_000, 650, 650, 2, 20, 35, 0.5f, 0.25f),
            new Workload("rnn-medium", Cell.RNN, 10_000, 650, 650, 2, 20, 35, 0.5f, 0.25f));

    /// The learning rate of every workload: the peers must do the work of an update, not learn well.
    static final float RATE = 0.5f;

    static List<Workload> all() {
        return ALL;
    }

    /// @throws IllegalArgumentException if there is none of that name
    static Workload named(String name) {
        return ALL.stream()
                .filter(workload -> workload.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("workload \"%s\" is none of %s"
                        .formatted(
                                name,
                                String.join(
                                        ", ", ALL.stream().map(Workload::name).toList()))));
    }

    /// Tokens of one window, T·B.
    int tokens() {
        return streams * steps;
    }

    /// Width of what layer `layer` reads.
    int inputs(int layer) {
        return layer == 0 ? embedding : hidden;
    }

    /// Floating-point operations of forward and backward for one token: a multiplication and an addition by each
    /// weight of a matrix product, three times (forward, by the input, by the weight). Looking up an embedding is
    /// none.
    long operationsPerToken() {
        long weights = (long) vocabulary * hidden;
        for (int layer = 0; layer < layers; layer++) {
            weights += (long) cell.gates * hidden * (inputs(layer) + hidden);
        }
        return 6 * weights;
    }
}
