package refrain.nn.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import refrain.kernel.Kernels;
import refrain.nn.Parameter;
import refrain.nn.network.Network;

/// Streams that advance through a [packed][Network#pack] network one token at a time: no tape, no gradients, nothing
/// allocated per token. Every chain of sums is that of [Tape#forward][refrain.nn.tape.Tape#forward], so the bits are
/// too, whichever slots advance
/// together. For one thread.
///
/// A slot holds the state before its last token, that token, and the state after it: what [#state] returns is
/// therefore where a tape can go on.
public final class Stepper {
    private final Network network;
    private final List<StepLayer> layers = new ArrayList<>();
    private final StepOutput output;
    private final float[] embedded;
    private final int[] last;
    private final int vocabulary;

    /// A stepper of `slots` slots, all in the zero state and before any token.
    Stepper(Network network, StepPanels panels, int slots) {
        this.network = network;
        Kernels kernels = network.kernels();
        network.layers().forEach(weights -> layers.add(new StepLayer(kernels, weights, slots)));
        output = new StepOutput(kernels, network.output(), panels, slots);
        int stride = network.embedding().map(Parameter::stride).orElse(0);
        embedded = new float[slots * stride];
        last = new int[slots];
        vocabulary = network.config().vocabulary();
    }

    /// The number of slots.
    public int slots() {
        return last.length;
    }

    /// Reads `tokens[i]` in slot `slots[i]`, for i < count; each slot at most once.
    /// @throws IndexOutOfBoundsException if a token is not in the vocabulary
    public void step(int[] slots, int[] tokens, int count) {
        for (int i = 0; i < count; i++) {
            last[slots[i]] = Objects.checkIndex(tokens[i], vocabulary);
        }
        StepLayer first = layers.getFirst();
        Optional<Parameter> embedding = network.embedding();
        if (embedding.isPresent()) {
            first.step(embed(embedding.get(), tokens, count), 0, slots, count);
        } else {
            first.step(tokens, slots, count);
        }
        for (int layer = 1; layer < layers.size(); layer++) {
            StepLayer below = layers.get(layer - 1);
            layers.get(layer).step(below.output(), below.outputStart(count), slots, count);
        }
        StepLayer top = layers.getLast();
        output.read(top.output(), top.outputStart(count), slots, count);
    }

    private float[] embed(Parameter weights, int[] tokens, int count) {
        for (int i = 0; i < count; i++) {
            System.arraycopy(
                    weights.value(), tokens[i] * weights.stride(), embedded, i * weights.stride(), weights.stride());
        }
        return embedded;
    }

    /// ln p of every next token of a slot that has read at least one, into `out[0..V)`.
    public void logProbabilities(int slot, float[] out) {
        output.logProbabilities(slot, out);
    }

    /// ln p of one next token of a slot that has read at least one.
    public float logProbability(int slot, int token) {
        return output.logProbability(slot, token);
    }

    /// The token a slot read last.
    public int lastToken(int slot) {
        return last[slot];
    }

    /// A copy of the state before the last token: for each layer h, and of an LSTM c.
    public List<float[]> state(int slot) {
        List<float[]> state = new ArrayList<>();
        layers.forEach(layer -> layer.saveBefore(slot, state));
        return state;
    }

    /// Puts a slot into the state that [#state] or [Tape#state][refrain.nn.tape.Tape#state] of one stream returned;
    /// then it must read a token.
    public void restore(int slot, List<float[]> state) {
        int at = 0;
        for (StepLayer layer : layers) {
            at += layer.restore(slot, state, at);
        }
    }

    /// Makes one slot a copy of another.
    public void copy(int from, int to) {
        for (int i = 0; i < layers.size(); i++) { // an iterator would be allocated
            layers.get(i).copy(from, to);
        }
        output.copy(from, to);
        last[to] = last[from];
    }

    /// Puts a slot into the zero state, before any token.
    public void clear(int slot) {
        for (int i = 0; i < layers.size(); i++) {
            layers.get(i).clear(slot);
        }
    }
}
