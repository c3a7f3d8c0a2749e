package refrain.nn;

/// Random dropping while training; nothing of it remains when the network is used.
/// @param input rate of dropping elements of the first layer's input
/// @param layer rate between recurrent layers
/// @param output rate before the output layer
/// @param dropConnect rate of dropping *parameters*: weights of input, recurrent and output products, one mask an
///     update
/// @see <a href="https://arxiv.org/abs/1409.2329">Zaremba, Sutskever and Vinyals (2014)</a>, dropout on the
///     non-recurrent connections
/// @see <a href="https://proceedings.mlr.press/v28/wan13.html">Wan et al. (2013)</a>, DropConnect
public record Regularization(float input, float layer, float output, float dropConnect) {
    /// Nothing is dropped.
    public static final Regularization NONE = new Regularization(0, 0, 0, 0);

    public Regularization {
        requireRate("dropout-input", input);
        requireRate("dropout-layer", layer);
        requireRate("dropout-output", output);
        requireRate("drop-connect", dropConnect);
    }

    /// One rate for input, layers and output, as in Zaremba et al.
    public static Regularization dropout(float rate) {
        return new Regularization(rate, rate, rate, 0);
    }

    private static void requireRate(String name, float rate) {
        ModelConfig.require(rate >= 0 && rate < 1, name, rate, "at least 0 and less than 1");
    }
}
