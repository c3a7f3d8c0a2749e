package refrain.benchmarks.work;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/// A network and the windows it is trained on: embedding, recurrent stack, linear output, softmax cross entropy.
///
/// @param vocabulary V
/// @param embedding E
/// @param hidden H of each layer
/// @param tied whether the output weights are the embedding's; the last layer is then as wide as the embedding
/// @param streams B
/// @param steps T
/// @param dropout rate on the input, between layers and before the output
/// @param clipNorm largest L2 norm of the gradient of the mean loss per token
public record Workload(
        String name,
        Cell cell,
        int vocabulary,
        int embedding,
        List<Integer> hidden,
        boolean tied,
        int streams,
        int steps,
        float dropout,
        float clipNorm) {
    /// A kind of recurrent layer, with the number of blocks of H rows in its weights.
    public enum Cell {
        RNN(1),
        GRU(3),
        LSTM(4);

        final int gates;

        Cell(int gates) {
            this.gates = gates;
        }

        /// Blocks of H rows in its weights.
        public int gates() {
            return gates;
        }
    }

    /// Small and medium are those of Zaremba et al. (2014), awd is that of Merity et al. (2018), whose output weights
    /// are the embedding's, without its dropout; the others are sizes usual for characters.
    private static final List<Workload> ALL = List.of(
            new Workload("word-small", Cell.LSTM, 10_000, 200, layers(2, 200), false, 20, 20, 0, 5),
            new Workload("word-medium", Cell.LSTM, 10_000, 650, layers(2, 650), false, 20, 35, 0.5f, 5),
            new Workload("awd", Cell.LSTM, 10_000, 400, List.of(1150, 1150, 400), true, 20, 70, 0, 0.25f),
            new Workload("char", Cell.LSTM, 65, 65, layers(2, 512), false, 50, 50, 0, 5),
            new Workload("tiny", Cell.LSTM, 65, 65, layers(1, 128), false, 32, 64, 0, 5),
            new Workload("gru-medium", Cell.GRU, 10_000, 650, layers(2, 650), false, 20, 35, 0.5f, 0.25f),
            new Workload("rnn-medium", Cell.RNN, 10_000, 650, layers(2, 650), false, 20, 35, 0.5f, 0.25f));

    /// Up to here a table of products, one row a token, is no larger than what it spares.
    private static final int SMALL_VOCABULARY = 4_096;

    /// The learning rate of every workload: all must do the work of an update, not learn well.
    public static final float RATE = 0.5f;

    public Workload {
        hidden = List.copyOf(hidden);
        if (tied && embedding != hidden.getLast()) {
            throw new IllegalArgumentException(
                    "%s: tied output weights with an embedding of %d and a last layer of %d; they must be equal"
                            .formatted(name, embedding, hidden.getLast()));
        }
    }

    private static List<Integer> layers(int count, int hidden) {
        return Collections.nCopies(count, hidden);
    }

    public static List<Workload> all() {
        return ALL;
    }

    /// @throws IllegalArgumentException if there is none of that name
    static Workload named(String name) {
        return ALL.stream()
                .filter(workload -> workload.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("workload \"%s\" is none of %s"
                        .formatted(name, ALL.stream().map(Workload::name).collect(Collectors.joining(", ")))));
    }

    public Workload withoutDropout() {
        return new Workload(name, cell, vocabulary, embedding, hidden, tied, streams, steps, 0, clipNorm);
    }

    /// Tokens of one window, T·B.
    public int tokens() {
        return streams * steps;
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

    /// Width of what the output layer reads.
    public int top() {
        return hidden.getLast();
    }

    /// Whether all layers are equally wide, so that they are one operation of PyTorch's.
    public boolean isUniform() {
        return hidden.stream().distinct().count() == 1;
    }

    /// Kinds of tokens among the inputs of a window, the first.
    public int kindsOfTokens() {
        return (int) Arrays.stream(new Windows(this).inputs(0)).distinct().count();
    }

    /// Weights that a generated token is multiplied by: where the vocabulary is small, the first layer's
    /// product with each token's embedding is known beforehand.
    public long weightsOfAGeneratedToken() {
        long first = (long) cell.gates * hidden(0) * inputs(0);
        return multipliedWeights() - (vocabulary <= SMALL_VOCABULARY ? first : 0);
    }

    /// Weights that a token is multiplied by. Looking up an embedding is no multiplication.
    public long multipliedWeights() {
        long weights = (long) vocabulary * top();
        for (int layer = 0; layer < layers(); layer++) {
            weights += (long) cell.gates * hidden(layer) * (inputs(layer) + hidden(layer));
        }
        return weights;
    }
}
