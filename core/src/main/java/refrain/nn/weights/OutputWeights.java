package refrain.nn.weights;

import java.util.List;
import refrain.nn.Parameter;

/// The linear output layer: logits = W·h + b.
public final class OutputWeights {
    public final Parameter w;
    public final Parameter bias;
    public final Connections connections;

    public OutputWeights(int vocabulary, int hidden, int site) {
        w = Parameter.matrix("decoder.weight", vocabulary, hidden);
        bias = Parameter.vector("decoder.bias", vocabulary);
        connections = new Connections(w, site);
    }

    public List<Parameter> parameters() {
        return List.of(w, bias);
    }
}
