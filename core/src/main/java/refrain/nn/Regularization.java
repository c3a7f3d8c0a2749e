package refrain.nn;

import static refrain.argument.Argument.require;

/// What keeps a network from learning its training text by heart; nothing of it remains when the network is used.
/// @param input rate of dropping elements of the first layer's input
/// @param layer rate between recurrent layers
/// @param output rate before the output layer
/// @param locked whether a mask of activations holds for all steps of a window: variational dropout
/// @param embedding rate of dropping whole tokens of the embedding, wherever in the window they stand
/// @param dropConnect rate of dropping *parameters*: weights of input, recurrent and output products, one mask an
///     update
/// @param weightDrop rate of dropping recurrent weights alone
/// @param activation α of the penalty `α · mean h²` on the last layer's output after dropout
/// @param temporal β of the penalty `β · mean (h_t − h_{t−1})²` on the last layer's output before dropout
/// @param smoothing ε: the target is given 1 − ε, and ε is spread over the vocabulary
/// @param samples K, how many tokens besides the targets an update's softmax is taken over, on average; 0 for all.
///     Not a brake on learning but a saving of time, which like the others ends with the training
/// @see <a href="https://arxiv.org/abs/1409.2329">Zaremba, Sutskever and Vinyals (2014)</a>, dropout on the
///     non-recurrent connections
/// @see <a href="https://arxiv.org/abs/1512.05287">Gal and Ghahramani (2016)</a>, variational dropout, and dropout of
///     the embedding's tokens
/// @see <a href="https://proceedings.mlr.press/v28/wan13.html">Wan et al. (2013)</a>, DropConnect
/// @see <a href="https://arxiv.org/abs/1708.02182">Merity, Keskar and Socher (2018)</a>, DropConnect on the recurrent
///     weights; the penalties of activations, from <a href="https://arxiv.org/abs/1708.01009">Merity et al. (2017)</a>
/// @see <a href="https://arxiv.org/abs/1512.00567">Szegedy et al. (2016)</a>, label smoothing
public record Regularization(
        float input,
        float layer,
        float output,
        boolean locked,
        float embedding,
        float dropConnect,
        float weightDrop,
        float activation,
        float temporal,
        float smoothing,
        int samples) {
    /// Nothing is dropped or punished.
    public static final Regularization NONE = new Regularization(0, 0, 0, 0);

    public Regularization {
        requireRate("dropout-input", input);
        requireRate("dropout-layer", layer);
        requireRate("dropout-output", output);
        requireRate("dropout-embedding", embedding);
        requireRate("drop-connect", dropConnect);
        requireRate("weight-drop", weightDrop);
        requireRate("label-smoothing", smoothing);
        requireFactor("activation-penalty", activation);
        requireFactor("temporal-penalty", temporal);
        require(samples >= 0 && samples < 1 << 20, "sampled-softmax", samples, "from 0 to 1048575");
        if (samples > 0 && smoothing > 0) {
            throw new IllegalArgumentException(
                    "label-smoothing is %s, which needs every token, and sampled-softmax %,d; give one of them"
                            .formatted(smoothing, samples));
        }
        if (dropConnect > 0 && weightDrop > 0) {
            throw new IllegalArgumentException(
                    "drop-connect is %s and weight-drop %s; both drop recurrent weights, give one of them"
                            .formatted(dropConnect, weightDrop));
        }
    }

    /// Rates of dropping, a mask for each step, and no penalties.
    public Regularization(float input, float layer, float output, float dropConnect) {
        this(input, layer, output, false, 0, dropConnect, 0, 0, 0, 0, 0);
    }

    /// One rate for input, layers and output, as in Zaremba et al.
    public static Regularization dropout(float rate) {
        return new Regularization(rate, rate, rate, 0);
    }

    /// The same rate for input, layers and output.
    public Regularization withDropout(float rate) {
        return new Regularization(
                rate, rate, rate, locked, embedding, dropConnect, weightDrop, activation, temporal, smoothing, samples);
    }

    public Regularization withLocked(boolean locked) {
        return new Regularization(
                input,
                layer,
                output,
                locked,
                embedding,
                dropConnect,
                weightDrop,
                activation,
                temporal,
                smoothing,
                samples);
    }

    public Regularization withEmbedding(float embedding) {
        return new Regularization(
                input,
                layer,
                output,
                locked,
                embedding,
                dropConnect,
                weightDrop,
                activation,
                temporal,
                smoothing,
                samples);
    }

    public Regularization withWeightDrop(float weightDrop) {
        return new Regularization(
                input,
                layer,
                output,
                locked,
                embedding,
                dropConnect,
                weightDrop,
                activation,
                temporal,
                smoothing,
                samples);
    }

    public Regularization withPenalties(float activation, float temporal) {
        return new Regularization(
                input,
                layer,
                output,
                locked,
                embedding,
                dropConnect,
                weightDrop,
                activation,
                temporal,
                smoothing,
                samples);
    }

    public Regularization withSmoothing(float smoothing) {
        return new Regularization(
                input,
                layer,
                output,
                locked,
                embedding,
                dropConnect,
                weightDrop,
                activation,
                temporal,
                smoothing,
                samples);
    }

    public Regularization withSamples(int samples) {
        return new Regularization(
                input,
                layer,
                output,
                locked,
                embedding,
                dropConnect,
                weightDrop,
                activation,
                temporal,
                smoothing,
                samples);
    }

    /// Whether the input is needed row by row, even where sums by token would be cheaper: some of it is dropped, or
    /// its gradient shares the rows of a sampled softmax.
    public boolean readsRows() {
        return input > 0 || embedding > 0 || samples > 0;
    }

    /// The rate at which recurrent weights are dropped, by either name.
    public float recurrent() {
        return Math.max(dropConnect, weightDrop);
    }

    private static void requireRate(String name, float rate) {
        require(rate >= 0 && rate < 1, name, rate, "at least 0 and less than 1");
    }

    private static void requireFactor(String name, float factor) {
        require(factor >= 0 && factor < Float.POSITIVE_INFINITY, name, factor, "at least 0 and finite");
    }
}
