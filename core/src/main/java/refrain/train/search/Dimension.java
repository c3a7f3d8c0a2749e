package refrain.train.search;

/// What a search may vary, each by itself.
public enum Dimension {
    /// The learning rate: from a tenth of the given one to four times it, log-uniform.
    RATE,
    /// One rate of dropping for input, layers and output: 0, 0.05, … 0.6.
    DROPOUT,
    /// One or two layers of the first one's kind, each of a half, seven tenths, one or 1.4 times its units, rounded
    /// to a multiple of 16.
    LAYERS,
    /// Whether the output's weights are the embedding, which is then as wide as the last layer.
    TIED,
    /// The decay of the weights: none, or as often from 10⁻⁷ to 10⁻⁵, log-uniform; of AdamW, whose decay is apart
    /// from the gradient, from 10⁻⁴ to 10⁻¹.
    WEIGHT_DECAY
}
