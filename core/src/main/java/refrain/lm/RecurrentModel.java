package refrain.lm;

import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import refrain.kernel.team.Team;
import refrain.nn.ModelConfig;
import refrain.nn.network.Network;
import refrain.nn.step.Steppers;
import refrain.nn.tape.Footprint;
import refrain.nn.tape.Tape;
import refrain.refusal.HeapNeed;
import refrain.text.Tokenizer;

/// The conditional model: a recurrent network's distribution over the next token, given all tokens before it.
/// ```
/// p(x_t | x_1 … x_{t−1}) = softmax(W·h_t + b)      h_t the hidden state after reading x_{t−1}
/// ```
///
/// There is nothing to close: the threads that [score][#score] texts sleep in between and end once the model is
/// collected. As many texts are scored at a time as there are processors for; others wait.
/// @see <a href="https://www.isca-archive.org/interspeech_2010/mikolov10_interspeech.html">Mikolov et al.
///     (2010)</a>, recurrent language models
/// @see <a href="https://www.isca-archive.org/interspeech_2012/sundermeyer12_interspeech.html">Sundermeyer,
///     Schlüter and Ney (2012)</a>, with LSTM layers
public final class RecurrentModel implements LanguageModel {
    /// Steps of a window when a text is scored: long enough to hoist the input product, short enough to stay in
    /// cache.
    private static final int STEPS = 128;

    private static final float[] NO_HIDDEN = {};

    private final Network network;
    private final Tokenizer tokenizer;
    private final int threads;
    private final RecurrentState start;
    private final Scorers scorers;
    private @Nullable Steppers steppers;

    private RecurrentModel(Network network, Tokenizer tokenizer, int threads) {
        this.network = network;
        this.tokenizer = tokenizer;
        this.threads = threads;
        try (Team team = Team.of(threads)) {
            team.run(network::pack);
        }
        scorers = Scorers.of(this, network, STEPS, threads);
        start = new RecurrentState(
                Steppers.zeroState(network), tokenizer.vocabulary().boundary());
    }

    /// A model of a network that is trained no further.
    /// @param threads that score a text together
    /// @throws IllegalArgumentException if network and tokenizer differ in the size of the vocabulary
    public static RecurrentModel of(Network network, Tokenizer tokenizer, int threads) {
        int expected = network.config().vocabulary();
        int found = tokenizer.vocabulary().size();
        if (expected != found) {
            throw new IllegalArgumentException(
                    "the tokenizer has %,d symbols; the network has %,d".formatted(found, expected));
        }
        return new RecurrentModel(network, tokenizer, threads);
    }

    static HeapNeed heapNeed(ModelConfig config, int threads) {
        Footprint footprint = Footprint.of(config);
        return new HeapNeed(
                footprint.network() + footprint.steppers(),
                footprint.evaluationTape(1, STEPS, threads),
                config.vocabulary());
    }

    @Override
    public HeapNeed heapNeed() {
        return heapNeed(config(), threads);
    }

    /// The architecture.
    public ModelConfig config() {
        return network.config();
    }

    /// The network; its parameters must not be changed.
    public Network network() {
        return network;
    }

    @Override
    public Tokenizer tokenizer() {
        return tokenizer;
    }

    @Override
    public State start() {
        return start;
    }

    /// Values of h, what the output layer reads.
    public int hidden() {
        return network.output().w.columns();
    }

    @Override
    public State score(State from, int[] tokens, float[] logProbabilities) {
        return score(from, tokens, logProbabilities, NO_HIDDEN);
    }

    /// As [#score(State, int\[\], float\[\])], with the hidden states behind the probabilities.
    /// @param hidden receives for each token the [#hidden] values of h that predicted it, row after row; of
    ///     no length where they are not wanted
    public State score(State from, int[] tokens, float[] logProbabilities, float[] hidden) {
        RecurrentState state = own(from);
        requireTokens(tokens, logProbabilities);
        requireRoom(tokens, hidden);
        Scorers.Scorer scorer = scorers.borrow();
        try {
            return score(scorer, state, tokens, logProbabilities, hidden);
        } finally {
            scorers.giveBack(scorer);
            Reference.reachabilityFence(this); // or the scorers could be closed before this one is among them
        }
    }

    private void requireTokens(int[] tokens, float[] logProbabilities) {
        if (logProbabilities.length < tokens.length) {
            throw new IllegalArgumentException(
                    "%,d tokens and room for %,d log-probabilities".formatted(tokens.length, logProbabilities.length));
        }
        for (int token : tokens) {
            Objects.checkIndex(token, network.config().vocabulary());
        }
    }

    private void requireRoom(int[] tokens, float[] hidden) {
        if (hidden.length > 0 && hidden.length / hidden() < tokens.length) {
            throw new IllegalArgumentException("%,d tokens and room for %,d floats of hidden states; each takes %,d"
                    .formatted(tokens.length, hidden.length, hidden()));
        }
    }

    private static RecurrentState score(
            Scorers.Scorer scorer, RecurrentState from, int[] tokens, float[] logProbabilities, float[] hidden) {
        Tape tape = scorer.tape();
        tape.restore(from.before());
        int last = from.token();
        for (int at = 0; at < tokens.length; at += STEPS) {
            int steps = Math.min(STEPS, tokens.length - at);
            tape.inputs()[0] = last;
            System.arraycopy(tokens, at, tape.inputs(), 1, steps - 1);
            System.arraycopy(tokens, at, tape.targets(), 0, steps);
            scorer.team().run(worker -> tape.forward(worker, steps, 0));
            System.arraycopy(tape.logProbabilities(), 0, logProbabilities, at, steps);
            for (int t = 0; t < steps && hidden.length > 0; t++) {
                tape.readTop(t, hidden, (at + t) * tape.topColumns());
            }
            last = tokens[at + steps - 1];
        }
        return new RecurrentState(tape.state(), last);
    }

    @Override
    public HiddenSession open(int slots, int threads) {
        return new RecurrentSession(this, steppers().open(slots, threads));
    }

    /// Made when a session is first opened: who only scores texts does without another copy of the output
    /// weights.
    private synchronized Steppers steppers() {
        if (steppers == null) {
            steppers = Steppers.of(network);
        }
        return steppers;
    }

    /// @throws IllegalArgumentException if another model made the state
    RecurrentState own(State state) {
        if (state instanceof RecurrentState recurrent && start.isLike(recurrent)) {
            return recurrent;
        }
        throw new IllegalArgumentException("the state is %s; it must be one that this model made".formatted(state));
    }

    @Override
    public String toString() {
        return "RecurrentModel[%s]".formatted(Arrays.toString(config().layers().toArray()));
    }
}
