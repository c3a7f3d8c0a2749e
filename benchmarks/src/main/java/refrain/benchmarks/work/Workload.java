package refrain.benchmarks.work;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import refrain.benchmarks.work.Architecture.Cell;

/// A network and the windows it is trained on, with softmax cross entropy.
///
/// @param streams B
/// @param steps T
/// @param dropout rate on the input, between layers and before the output
/// @param clipNorm largest L2 norm of the gradient of the mean loss per token
public record Workload(String name, Architecture architecture, int streams, int steps, float dropout, float clipNorm) {
    /// Small and medium are those of Zaremba et al. (2014), awd is that of Merity et al. (2018), whose output weights
    /// are the embedding's, without its dropout; the others are sizes usual for characters.
    private static final List<Workload> ALL = List.of(
            new Workload("word-small", untied(Cell.LSTM, 10_000, 200, layers(2, 200)), 20, 20, 0, 5),
            new Workload("word-medium", untied(Cell.LSTM, 10_000, 650, layers(2, 650)), 20, 35, 0.5f, 5),
            new Workload(
                    "awd", new Architecture(Cell.LSTM, 10_000, 400, List.of(1150, 1150, 400), true), 20, 70, 0, 0.25f),
            new Workload("char", untied(Cell.LSTM, 65, 65, layers(2, 512)), 50, 50, 0, 5),
            new Workload("tiny", untied(Cell.LSTM, 65, 65, layers(1, 128)), 32, 64, 0, 5),
            new Workload("gru-medium", untied(Cell.GRU, 10_000, 650, layers(2, 650)), 20, 35, 0.5f, 0.25f),
            new Workload("rnn-medium", untied(Cell.RNN, 10_000, 650, layers(2, 650)), 20, 35, 0.5f, 0.25f));

    /// The learning rate of every workload: all must do the work of an update, not learn well.
    public static final float RATE = 0.5f;

    private static Architecture untied(Cell cell, int vocabulary, int embedding, List<Integer> hidden) {
        return new Architecture(cell, vocabulary, embedding, hidden, false);
    }

    private static List<Integer> layers(int count, int hidden) {
        return Collections.nCopies(count, hidden);
    }

    static List<Workload> all() {
        return ALL;
    }

    public Workload withoutDropout() {
        return new Workload(name, architecture, streams, steps, 0, clipNorm);
    }

    /// Tokens of one window, T·B.
    public int tokens() {
        return streams * steps;
    }

    /// Kinds of tokens among the inputs of a window, the first.
    public int kindsOfTokens() {
        return (int) Arrays.stream(new Windows(this).inputs(0)).distinct().count();
    }
}
