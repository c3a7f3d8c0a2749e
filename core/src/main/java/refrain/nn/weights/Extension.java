package refrain.nn.weights;

import java.util.ArrayList;
import java.util.List;
import refrain.kernel.Slab;
import refrain.nn.LayerConfig;
import refrain.nn.Parameter;

/// What a layer on the row-wise path trains beside W, U and the biases.
public sealed interface Extension {
    /// Nothing: the layer takes the fused path.
    record None() implements Extension {}

    /// The gains of layer normalisation, and the shift of the cell's.
    /// @param input α_x `[4H]`
    /// @param hidden α_h `[4H]`
    /// @param cell α_c `[H]`
    /// @param cellBias β_c `[H]`
    record Norms(Parameter input, Parameter hidden, Parameter cell, Parameter cellBias) implements Extension {}

    /// The projection of the hidden state, `[P×H]`.
    record Projection(Linear map) implements Extension {}

    /// The rounds of a Mogrifier, each one map or, of low rank, two: first that of the left factor.
    record Modulations(List<List<Linear>> rounds) implements Extension {}

    static Extension of(LayerConfig layer, String prefix, String suffix, int inputs, Slab slab) {
        return switch (layer.inner()) {
            case LayerConfig.Normalised(int hidden) ->
                new Norms(
                        Parameter.vector(prefix + "norm_ih" + suffix, 4 * hidden),
                        Parameter.vector(prefix + "norm_hh" + suffix, 4 * hidden),
                        Parameter.vector(prefix + "norm_c" + suffix, hidden),
                        Parameter.vector(prefix + "bias_c" + suffix, hidden));
            case LayerConfig.Projected(int hidden, int projection) ->
                new Projection(new Linear(prefix + "weight_hr" + suffix, projection, hidden, slab));
            case LayerConfig.Mogrifier mogrifier ->
                new Modulations(modulations(mogrifier, prefix + "mogrifier_", suffix, inputs, slab));
            case LayerConfig.Elman elman -> new None();
            case LayerConfig.Lstm lstm -> new None();
            case LayerConfig.Gru gru -> new None();
            case LayerConfig.Residual residual -> of(residual.layer(), prefix, suffix, inputs, slab);
        };
    }

    private static List<List<Linear>> modulations(
            LayerConfig.Mogrifier layer, String prefix, String suffix, int inputs, Slab slab) {
        List<List<Linear>> rounds = new ArrayList<>();
        for (int round = 1; round <= layer.rounds(); round++) {
            int to = round % 2 == 1 ? inputs : layer.hidden();
            int from = round % 2 == 1 ? layer.hidden() : inputs;
            String name = prefix + round;
            rounds.add(
                    layer.rank() == 0
                            ? List.of(new Linear(name + suffix, to, from, slab))
                            : List.of(
                                    new Linear(name + "_left" + suffix, to, layer.rank(), slab),
                                    new Linear(name + "_right" + suffix, layer.rank(), from, slab)));
        }
        return rounds;
    }

    /// The maps, in the order of the model file.
    default List<Linear> maps() {
        return switch (this) {
            case None() -> List.of();
            case Norms norms -> List.of();
            case Projection(Linear map) -> List.of(map);
            case Modulations(List<List<Linear>> rounds) ->
                rounds.stream().flatMap(List::stream).toList();
        };
    }

    /// All of it, in the order of the model file.
    default List<Parameter> parameters() {
        return this instanceof Norms(Parameter input, Parameter hidden, Parameter cell, Parameter cellBias)
                ? List.of(input, hidden, cell, cellBias)
                : maps().stream().map(map -> map.w).toList();
    }
}
