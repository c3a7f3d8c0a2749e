package refrain.benchmarks.work;

import java.util.List;

/// The network of a workload: embedding, recurrent stack, linear output.
///
/// @param vocabulary V
/// @param embedding E
/// @param hidden H of each layer
/// @param tied whether the output weights are the embedding's; the last layer is then as wide as the embedding
public record Architecture(Cell cell, int vocabulary, int embedding, List<Integer> hidden, boolean tied) {
    /// A kind of recurrent layer, with the number of blocks of H rows in its weights.
    public enum Cell {
        RNN(1),
        GRU(3),
        LSTM(4);

        private final int gates;

        Cell(int gates) {
            this.gates = gates;
        }
    }

    /// Up to here a table of products, one row a token, is no larger than what it spares.
    private static final int SMALL_VOCABULARY = 4_096;

    public Architecture {
        hidden = List.copyOf(hidden);
        if (tied && embedding != hidden.getLast()) {
            throw new IllegalArgumentException(
                    "tied output weights with an embedding of %d and a last layer of %d; they must be equal"
                            .formatted(embedding, hidden.getLast()));
        }
    }

    public int layers() {
        return hidden.size();
    }

    /// H of layer `layer`.
    public int hidden(int layer) {
        return hidden.get(layer);
    }

    /// Width of what layer `layer` reads.
    public int inputs(int layer) {
        return layer == 0 ? embedding : hidden(layer - 1);
    }

    /// Rows of the weights of layer `layer`, H for each gate.
    public int gateRows(int layer) {
        return cell.gates * hidden(layer);
    }

    /// Width of what the output layer reads.
    public int top() {
        return hidden.getLast();
    }

    /// Whether all layers are equally wide, so that they are one operation of PyTorch's.
    public boolean isUniform() {
        return hidden.stream().distinct().count() == 1;
    }

    /// Weights that a token is multiplied by. Looking up an embedding is no multiplication.
    public long multipliedWeights() {
        long weights = (long) vocabulary * top();
        for (int layer = 0; layer < layers(); layer++) {
            weights += (long) gateRows(layer) * (inputs(layer) + hidden(layer));
        }
        return weights;
    }

    /// Weights that a generated token is multiplied by: where the vocabulary is small, the first layer's
    /// product with each token's embedding is known beforehand.
    long weightsOfAGeneratedToken() {
        long first = (long) gateRows(0) * inputs(0);
        return multipliedWeights() - (vocabulary <= SMALL_VOCABULARY ? first : 0);
    }
}
