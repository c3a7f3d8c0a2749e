package refrain.eval;

/// One token of a text and its score.
/// @param position from 0, in tokens
/// @param line from 1
/// @param token the token's id
/// @param logProbability ln p of the token after all before it, in nats
public record TokenScore(long position, long line, int token, float logProbability) {}
