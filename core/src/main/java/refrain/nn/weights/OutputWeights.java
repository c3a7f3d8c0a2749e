package refrain.nn.weights;

import java.util.List;
import refrain.nn.Parameter;

/// The linear output layer: logits = W·h + b. W may be the embedding.
public final class OutputWeights {
    public final Parameter w;
    public final Parameter bias;
    public final Connections connections;

    private final boolean tied;

    private OutputWeights(Parameter w, boolean tied, int site) {
        this.w = w;
        this.tied = tied;
        bias = Parameter.vector("decoder.bias", w.rows());
        connections = new Connections(w, site);
    }

    /// Weights of its own.
    public static OutputWeights of(int vocabulary, int hidden, int site) {
        return new OutputWeights(Parameter.matrix("decoder.weight", vocabulary, hidden), false, site);
    }

    /// The embedding's weights, whose gradient is then dense.
    public static OutputWeights tied(Parameter embedding, int site) {
        return new OutputWeights(embedding, true, site);
    }

    /// Whether W is the embedding; its gradient is then the sum of both uses.
    public boolean isTied() {
        return tied;
    }

    /// Its own.
    public List<Parameter> parameters() {
        return tied ? List.of(bias) : List.of(w, bias);
    }
}
