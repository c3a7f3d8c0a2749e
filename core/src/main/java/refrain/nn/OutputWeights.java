package refrain.nn;

import java.util.List;

/// The linear output layer: logits = W·h + b.
final class OutputWeights {
    final Parameter w;
    final Parameter bias;
    final Connections connections;

    OutputWeights(int vocabulary, int hidden, int site) {
        w = Parameter.matrix("decoder.weight", vocabulary, hidden);
        bias = Parameter.vector("decoder.bias", vocabulary);
        connections = new Connections(w, site);
    }

    List<Parameter> parameters() {
        return List.of(w, bias);
    }
}
