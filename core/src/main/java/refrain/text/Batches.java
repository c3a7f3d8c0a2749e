package refrain.text;

import java.util.Objects;
import refrain.refusal.RefusalException;
import refrain.refusal.Remedy;

/// A text as parallel streams for truncated back-propagation through time.
///
/// With N tokens and B streams, stream b covers the n = ⌊N/B⌋ tokens from b·n; the last N mod B tokens are left out,
/// none with one stream. A batch holds the next T steps of all streams, fewer at the end of an epoch, so that the
/// state of a network can be carried from batch to batch. Rows are time-major: row t·B + b is stream b at step t.
///
/// Every token is a target once an epoch, the first included: the input of a step is the token before its target, and
/// the input before the first token of the text is the boundary token. Nothing is allocated after construction.
///
/// ```
/// tokens  a b c d e f g   B = 2, T = 2, boundary |
/// inputs  | c   a d       targets  a d   b e            then   inputs  b e   targets  c f     (g is left out)
/// ```
///
/// @see <a href="https://arxiv.org/abs/1409.2329">Zaremba, Sutskever and Vinyals (2014)</a>, section 4.1
public final class Batches {
    private final TokenStore tokens;
    private final int streams; // B
    private final int steps; // T
    private final long streamLength; // n
    private final int[] stream;
    private long position;

    private Batches(TokenStore tokens, int streams, int steps) {
        this.tokens = tokens;
        this.streams = streams;
        this.steps = steps;
        this.streamLength = tokens.size() / streams;
        this.stream = new int[steps + 1];
    }

    /// Batches of `streams` rows at `steps` steps, before the first of an epoch.
    /// @throws RefusalException if the text has not a token for each stream
    public static Batches of(TokenStore tokens, int streams, int steps) {
        if (streams < 1 || steps < 1 || (long) streams * steps >= Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "Batches: %,d streams of %,d steps; both must be at least 1, and their product less than 2^31 - 1"
                            .formatted(streams, steps));
        }
        if (streams > tokens.size()) {
            throw new RefusalException(
                    "Batches: %,d streams need at least %,d tokens; the text has %,d%n  try: "
                            .formatted(streams, streams, tokens.size()),
                    Remedy.Choice.FEWER_STREAMS);
        }
        return new Batches(tokens, streams, steps);
    }

    /// Parallel streams, B.
    public int streams() {
        return streams;
    }

    /// Steps of a full batch, T.
    public int steps() {
        return steps;
    }

    /// Steps of an epoch, n = ⌊N/B⌋.
    public long stepsPerEpoch() {
        return streamLength;
    }

    /// The step, counted from the start of the epoch, that the next batch begins with.
    public long position() {
        return position;
    }

    /// Goes to a step between 0 and [#stepsPerEpoch()].
    public void seek(long step) {
        position = Objects.checkIndex(step, streamLength + 1);
    }

    /// Whether the next batch is the first of an epoch, before which a network starts from zero state.
    public boolean startsEpoch() {
        return position == 0;
    }

    /// Fills the next batch; its number of steps, 0 at the end of the epoch. The next epoch begins with
    /// [#seek(long)] to 0.
    ///
    /// @param inputs [T·B]
    /// @param targets [T·B]
    public int next(int[] inputs, int[] targets) {
        return next(inputs, targets, steps);
    }

    /// Fills a batch of at most `most` steps, 1 to [#steps()].
    public int next(int[] inputs, int[] targets, int most) {
        requireRoom(inputs, "inputs");
        requireRoom(targets, "targets");
        if (most < 1 || most > steps) {
            throw new IllegalArgumentException(
                    "Batches: a batch of %,d steps; it may have 1 to %,d".formatted(most, steps));
        }
        int count = (int) Math.min(most, streamLength - position);
        for (int b = 0; b < streams && count > 0; b++) {
            readStream(b, count);
            for (int t = 0; t < count; t++) {
                inputs[t * streams + b] = stream[t];
                targets[t * streams + b] = stream[t + 1];
            }
        }
        position += count;
        return count;
    }

    /// The token before the batch's first target, then its targets.
    private void readStream(int b, int count) {
        long from = b * streamLength + position;
        if (from == 0) {
            stream[0] = tokens.boundary();
            tokens.read(0, stream, 1, count);
        } else {
            tokens.read(from - 1, stream, 0, count + 1);
        }
    }

    private void requireRoom(int[] rows, String name) {
        if (rows.length < streams * steps) {
            throw new IllegalArgumentException("Batches: %s holds %,d ids; %,d streams of %,d steps need %,d"
                    .formatted(name, rows.length, streams, steps, streams * steps));
        }
    }
}
