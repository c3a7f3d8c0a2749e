package refrain.generate;

import static refrain.argument.Argument.require;

/// How to sample: the distribution is sharpened or flattened by the temperature, then cut to the `topK` most probable
/// tokens, then to the smallest set of the most probable whose probability reaches `topP`, and normalised again.
/// ```
/// q_v ∝ p_v^(1/temperature)      v among the topK greatest, and among the nucleus: Σ q ≥ topP
/// ```
/// @param greedy always the most probable token; the other settings then mean nothing
/// @param temperature greater than 0; 1 leaves the model's distribution, less is bolder towards the probable
/// @param topK at least 1; [#ALL] keeps all tokens: Fan et al. (2018), <https://doi.org/10.18653/v1/P18-1082>
/// @param topP greater than 0 and at most 1: nucleus sampling, Holtzman et al. (2020),
///     <https://arxiv.org/abs/1904.09751>
/// @param unknown whether `<unk>` may be chosen
public record Sampling(boolean greedy, float temperature, int topK, float topP, boolean unknown) {
    /// A topK that keeps every token.
    public static final int ALL = Integer.MAX_VALUE;

    /// The model's own distribution, without `<unk>`.
    public static final Sampling DEFAULT = new Sampling(false, 1, ALL, 1, false);

    public Sampling {
        require(
                temperature > 0 && temperature < Float.POSITIVE_INFINITY,
                "temperature",
                temperature,
                "greater than 0; its limit is greedy sampling");
        require(topK >= 1, "top-k", topK, "at least 1");
        require(topP > 0 && topP <= 1, "top-p", topP, "greater than 0 and at most 1");
    }

    /// Always the most probable token, or a random one.
    public Sampling withGreedy(boolean greedy) {
        return new Sampling(greedy, temperature, topK, topP, unknown);
    }

    /// Another temperature, greater than 0; 1 leaves the distribution as it is.
    public Sampling withTemperature(float temperature) {
        return new Sampling(greedy, temperature, topK, topP, unknown);
    }

    /// The number of most probable tokens to choose from, at least 1: 0 is refused, [#ALL] sets no limit.
    public Sampling withTopK(int topK) {
        return new Sampling(greedy, temperature, topK, topP, unknown);
    }

    /// The probability at which the nucleus is complete, greater than 0; 1 sets no limit.
    public Sampling withTopP(float topP) {
        return new Sampling(greedy, temperature, topK, topP, unknown);
    }

    /// Whether `<unk>` may be chosen.
    public Sampling withUnknown(boolean unknown) {
        return new Sampling(greedy, temperature, topK, topP, unknown);
    }
}
