package refrain.eval;

/// What a model remembers at the start of a line.
public enum Context {
    /// Everything before it: the text is one stream.
    CARRIED,
    /// Nothing: each line begins at [refrain.lm.LanguageModel#start()].
    EACH_LINE
}
