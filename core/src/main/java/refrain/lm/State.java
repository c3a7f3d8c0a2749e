package refrain.lm;

/// What a model remembers of the tokens it has read: an immutable value, made and understood by its model alone.
public interface State {}
