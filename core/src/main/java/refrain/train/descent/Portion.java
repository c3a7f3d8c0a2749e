package refrain.train.descent;

import java.util.List;
import refrain.nn.Parameter;

/// A parameter that an [Optimizer] moves.
/// @param factor on the rate
/// @param fromEpoch passes over the text after which it begins to be moved
/// @param fromUpdate updates done by then: what a rule counts from
public record Portion(Parameter parameter, double factor, int fromEpoch, long fromUpdate) {
    /// Parameters that all move alike from the start.
    public static List<Portion> alike(List<Parameter> parameters) {
        return parameters.stream().map(p -> new Portion(p, 1, 0, 0)).toList();
    }
}
