package refrain.nn.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import refrain.kernel.team.Team;
import refrain.kernel.team.Worker;
import refrain.nn.Parameter;
import refrain.nn.network.Network;
import refrain.nn.weights.RecurrentWeights;

/// Streams that advance through a [packed][Network#pack] network one token at a time: no tape, no
/// gradients, nothing allocated per token. Every chain of sums is that of
/// [Tape#forward][refrain.nn.tape.Tape#forward], so the bits are too, whichever slots advance together, on
/// however many threads. Called by one thread, which is one of its [threads][#threads]; the others are its
/// own, and sleep when there is nothing to do.
///
/// A slot holds the state before its last token, that token, and the state after it: what [#state] returns is
/// therefore where a tape can go on.
public final class Stepper implements AutoCloseable {
    private final Optional<Parameter> embedding;
    private final StepLayer[] layers;
    private final StepOutput output;
    private final Team team;
    private final Team.Job advancing = this::advance;
    private final float[] embedded;
    private final int[] tokens;
    private final int[] last;
    private final long[] rounds; // the step in which a slot read its last token
    private long round;
    private final int vocabulary;
    private int count;

    /// A stepper of `slots` slots, all in the zero state and before any token, that owns its team.
    Stepper(Network network, StepPanels panels, Optional<InputTable> table, int slots, Team team) {
        this.team = team;
        embedding = table.isPresent() ? Optional.empty() : network.embedding();
        embedded = new float[slots * embedding.map(Parameter::stride).orElse(0)];
        tokens = new int[slots];
        last = new int[slots];
        rounds = new long[slots];
        vocabulary = network.config().vocabulary();
        layers = new StepLayer[network.layers().size()];
        for (int layer = 0; layer < layers.length; layer++) {
            StepInput input = layer == 0 ? input(network, table) : input(network, layer);
            layers[layer] = new StepLayer(network.kernels(), network.layers().get(layer), input, slots, team.size());
        }
        output = StepOutput.of(network.kernels(), network.output(), panels, slots, team);
    }

    private StepInput input(Network network, Optional<InputTable> table) {
        RecurrentWeights weights = network.layers().getFirst();
        if (table.isPresent()) {
            return new StepInput.Tabulated(table.get(), tokens);
        }
        return embedding.isPresent()
                ? new StepInput.Dense(network.kernels(), weights, embedded, 0)
                : new StepInput.OneHot(weights, tokens);
    }

    private StepInput input(Network network, int layer) {
        return new StepInput.Dense(network.kernels(), network.layers().get(layer), layers[layer - 1].output(), 1);
    }

    /// The number of slots.
    public int slots() {
        return last.length;
    }

    /// The number of threads, the caller's included.
    public int threads() {
        return team.size();
    }

    /// Reads `tokens[i]` in slot `slots[i]`, for i < count; each slot at most once.
    /// @throws IndexOutOfBoundsException if a token is not in the vocabulary
    public void step(int[] slots, int[] tokens, int count) {
        read(slots, tokens, count);
        for (StepLayer layer : layers) {
            layer.gather(slots, count);
        }
        team.run(advancing);
        for (StepLayer layer : layers) {
            layer.scatter(slots, count);
        }
        StepLayer top = layers[layers.length - 1];
        output.read(top.output(), top.outputStart(count), slots, count);
    }

    private void read(int[] slots, int[] tokens, int count) {
        round++;
        for (int i = 0; i < count; i++) {
            Objects.checkIndex(tokens[i], vocabulary);
            int slot = Objects.checkIndex(slots[i], last.length);
            if (rounds[slot] == round) {
                throw new IllegalArgumentException(
                        "slot %d is given twice; it can read one token at a time".formatted(slot));
            }
            rounds[slot] = round;
        }
        for (int i = 0; i < count; i++) {
            last[slots[i]] = tokens[i];
            this.tokens[i] = tokens[i];
            if (embedding.isPresent()) {
                Parameter rows = embedding.get();
                int stride = rows.stride();
                System.arraycopy(rows.value(), tokens[i] * stride, embedded, i * stride, stride);
            }
        }
        this.count = count;
    }

    private void advance(Worker worker) {
        for (int layer = 0; layer < layers.length; layer++) {
            if (layer > 0) {
                worker.meet();
            }
            layers[layer].advance(worker, count);
        }
    }

    /// ln p of every next token of a slot that has read at least one, into `out[0..V)`.
    public void logProbabilities(int slot, float[] out) {
        output.logProbabilities(slot, out);
    }

    /// ln p of one next token of a slot that has read at least one.
    public float logProbability(int slot, int token) {
        return output.logProbability(slot, token);
    }

    /// Copies what the output layer reads of a slot that has read at least one token: h of the top layer.
    /// @param at where in `into` it goes
    public void readTop(int slot, float[] into, int at) {
        output.readTop(Objects.checkIndex(slot, last.length), into, at);
    }

    /// The token a slot read last.
    public int lastToken(int slot) {
        return last[slot];
    }

    /// A copy of the state before the last token: for each layer h, and of an LSTM c.
    public List<float[]> state(int slot) {
        List<float[]> state = new ArrayList<>();
        for (StepLayer layer : layers) {
            layer.saveBefore(slot, state);
        }
        return state;
    }

    /// Puts a slot into the state that [#state] or [Tape#state][refrain.nn.tape.Tape#state] of one stream
    /// returned; then it must read a token.
    public void restore(int slot, List<float[]> state) {
        int at = 0;
        for (StepLayer layer : layers) {
            at += layer.restore(slot, state, at);
        }
    }

    /// Makes one slot a copy of another.
    public void copy(int from, int to) {
        for (StepLayer layer : layers) {
            layer.copy(from, to);
        }
        output.copy(from, to);
        last[to] = last[from];
    }

    /// Puts a slot into the zero state, before any token.
    public void clear(int slot) {
        for (StepLayer layer : layers) {
            layer.clear(slot);
        }
    }

    /// Ends the threads; the stepper then reads no further token.
    @Override
    public void close() {
        team.close();
    }
}
