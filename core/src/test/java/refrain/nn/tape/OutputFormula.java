package refrain.nn.tape;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import refrain.nn.ModelConfig;
import refrain.nn.OutputConfig;

/// An output layer in plain `double`, for one row.
interface OutputFormula {
    static OutputFormula of(ModelConfig config, Function<String, Matrix> parameter) {
        return switch (config.output()) {
            case OutputConfig.Softmax(boolean tied) ->
                new SoftmaxFormula(
                        parameter.apply(tied ? "encoder.weight" : "decoder.weight"), parameter.apply("decoder.bias"));
            case OutputConfig.Adaptive(List<Integer> cutoffs) ->
                new AdaptiveFormula(
                        cutoffs,
                        new SoftmaxFormula(parameter.apply("decoder.head.weight")),
                        IntStream.range(0, cutoffs.size())
                                .mapToObj(i -> parameter.apply("decoder.tail." + i + ".0.weight"))
                                .toList(),
                        IntStream.range(0, cutoffs.size())
                                .mapToObj(i -> new SoftmaxFormula(parameter.apply("decoder.tail." + i + ".1.weight")))
                                .toList());
        };
    }

    /// ln p of every token.
    double[] forward(double[] h);

    /// `−(1 − ε)·ln p(target) − ε/V·Σ_v ln p(v)`.
    double loss(double[] logProbabilities, int target, float smoothing);

    /// The gradient of `scale` times the loss: adds to those of the weights, and returns that of h.
    double[] back(double[] logProbabilities, double[] h, int target, double scale, float smoothing);

    /// What can be dropped.
    List<Matrix> connections();
}
