package refrain.eval;

/// How well a model predicts a text. Every token counts, the first and every line's end included. Symbols that the
/// vocabulary does not hold are fed and scored as `<unk>`: its probability stands for all of them together, so losses
/// of models with different vocabularies compare only where no symbol is unknown; bits per character have the same
/// caveat.
/// ```
/// loss = −1/N Σ ln p(x_t | x_1 … x_{t−1})   perplexity = e^loss   bits per character = N·loss / (ln 2 · characters)
/// ```
/// @param tokens N
/// @param logProbability Σ ln p, in nats
/// @param unknown tokens scored as `<unk>`
/// @param logProbabilityOfUnknown their part of Σ ln p
/// @param characters code points of the text, with a blank or newline after each word where words are the units
/// @param context what was remembered across lines
/// @see <a href="https://doi.org/10.1121/1.2016299">Jelinek et al. (1977)</a>, perplexity
public record Evaluation(
        long tokens,
        double logProbability,
        long unknown,
        double logProbabilityOfUnknown,
        long characters,
        Context context) {
    private static final double LN_2 = StrictMath.log(2);

    public Evaluation {
        if (tokens < 1) {
            throw new IllegalArgumentException("the text has no tokens; there is nothing to evaluate");
        }
    }

    /// Mean −ln p, in nats a token.
    public double loss() {
        return -logProbability / tokens;
    }

    /// Mean −log₂ p, in bits a token.
    public double bitsPerToken() {
        return loss() / LN_2;
    }

    /// e^[#loss].
    public double perplexity() {
        return StrictMath.exp(loss());
    }

    /// −log₂ p of the whole text over its characters: comparable between units.
    public double bitsPerCharacter() {
        return -logProbability / LN_2 / characters;
    }

    /// The share of tokens scored as `<unk>`.
    public double unknownRate() {
        return (double) unknown / tokens;
    }

    /// Mean −ln p of the tokens that the vocabulary holds, in nats; NaN if there are none.
    public double lossOfKnown() {
        return -(logProbability - logProbabilityOfUnknown) / (tokens - unknown);
    }

    /// e^[#lossOfKnown].
    public double perplexityOfKnown() {
        return StrictMath.exp(lossOfKnown());
    }
}
