package refrain.nn.weights;

import java.util.ArrayList;
import java.util.List;
import refrain.kernel.Kernels;
import refrain.kernel.Slab;
import refrain.kernel.team.Worker;
import refrain.nn.OutputConfig;
import refrain.nn.Parameter;

/// The linear output layer: logits = W·h + b. W may be the embedding. That of an
/// [adaptive softmax][OutputConfig.Adaptive] is its head, and has tails.
public final class OutputWeights {
    public final Parameter w;
    public final Parameter bias;
    public final Connections connections;

    private final List<Parameter> own;
    private final List<Tail> tails;

    /// A cluster of an adaptive softmax.
    /// @param first its first id
    /// @param projection of the hidden state
    /// @param tokens of what the projection gives
    public record Tail(int first, Linear projection, OutputWeights tokens) {}

    private OutputWeights(Parameter w, Parameter bias, List<Parameter> own, List<Tail> tails, int site) {
        this.w = w;
        this.bias = bias;
        this.own = List.copyOf(own);
        this.tails = List.copyOf(tails);
        connections = new Connections(w, site);
    }

    /// Weights of its own.
    public static OutputWeights of(int vocabulary, int hidden, int site) {
        Parameter w = Parameter.matrix("decoder.weight", vocabulary, hidden);
        Parameter bias = bias(vocabulary);
        return new OutputWeights(w, bias, List.of(w, bias), List.of(), site);
    }

    /// The embedding's weights, whose gradient is then dense.
    public static OutputWeights tied(Parameter embedding, int site) {
        Parameter bias = bias(embedding.rows());
        return new OutputWeights(embedding, bias, List.of(bias), List.of(), site);
    }

    /// Those of an adaptive softmax.
    /// @param site of the head's connections
    /// @param tailSite of those of the first tail
    public static OutputWeights adaptive(
            OutputConfig.Adaptive config, int vocabulary, int hidden, int site, int tailSite, Slab slab) {
        List<Tail> tails = new ArrayList<>();
        for (int i = 0; i < config.clusters(); i++) {
            String name = "decoder.tail.%d.".formatted(i);
            int width = config.width(i, hidden);
            OutputWeights tokens =
                    withoutBias(name + "1.weight", config.size(i, vocabulary), width, List.of(), tailSite + i);
            tails.add(new Tail(config.first(i), new Linear(name + "0.weight", width, hidden, slab), tokens));
        }
        return withoutBias("decoder.head.weight", config.head(), hidden, tails, site);
    }

    /// Its bias is zero and never trained.
    private static OutputWeights withoutBias(String name, int rows, int columns, List<Tail> tails, int site) {
        Parameter w = Parameter.matrix(name, rows, columns);
        return new OutputWeights(w, bias(rows), List.of(w), tails, site);
    }

    private static Parameter bias(int rows) {
        return Parameter.vector("decoder.bias", rows);
    }

    /// Whether W is the embedding; its gradient is then the sum of both uses.
    public boolean isTied() {
        return !own.contains(w);
    }

    /// The clusters of an adaptive softmax; else none.
    public List<Tail> tails() {
        return tails;
    }

    /// Its own, in the order of the model file.
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(own);
        for (Tail tail : tails) {
            all.add(tail.projection.w);
            all.add(tail.tokens.w);
        }
        return all;
    }

    /// Makes room for training with so many connections dropped; a projection loses none.
    public void train(float rate) {
        connections.train(rate);
        for (Tail tail : tails) {
            tail.projection.train();
            tail.tokens.connections.train(rate);
        }
    }

    /// Packs the worker's share as it is, for evaluation.
    public void pack(Worker worker) {
        connections.restore();
        for (Tail tail : tails) {
            tail.tokens.connections.restore();
            tail.projection.packForward(worker);
        }
    }

    /// Packs the worker's share for an update, with connections dropped.
    public void drop(Worker worker, Kernels kernels, DropConnect update) {
        connections.drop(worker, kernels, update);
        for (int i = 0; i < tails.size(); i++) { // an iterator would be allocated
            Tail tail = tails.get(i);
            tail.tokens.connections.drop(worker, kernels, update);
            tail.projection.packForward(worker);
            tail.projection.packBackward(worker);
        }
    }
}
