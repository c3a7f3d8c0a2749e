package refrain.lm.adapt;

import java.util.Arrays;
import refrain.kernel.Kernels;
import refrain.lm.LanguageModel;
import refrain.lm.RecurrentModel;
import refrain.lm.Session;
import refrain.lm.State;
import refrain.refusal.HeapNeed;
import refrain.refusal.RefusalException;
import refrain.refusal.Remedy;
import refrain.text.Tokenizer;

/// A recurrent model with a continuous cache: tokens that followed states like the present one are likely to come
/// again. Nothing is trained. After the token t, over the last N tokens:
/// ```
/// p(w) = (1 − λ)·p_model(w) + λ·p_cache(w)        p_cache(w) ∝ Σ_{i<t, x_{i+1}=w} exp(θ·h_t·h_i)
/// ```
/// What the cache holds is part of the state, which is therefore a value like any other: streams branch,
/// and every way of asking gives the same bits. A state takes N·H floats.
/// @see <a href="https://openreview.net/forum?id=B184E5qee">Grave, Joulin and Usunier (2017)</a>
public final class Cached implements LanguageModel {
    /// States whose likeness to the others is one product.
    private static final int ROWS = 128;

    private final RecurrentModel model;
    private final Adaptation.Cache settings;

    private Cached(RecurrentModel model, Adaptation.Cache settings) {
        this.model = model;
        this.settings = settings;
    }

    /// `model` with an empty cache.
    public static Cached of(RecurrentModel model, Adaptation.Cache settings) {
        return new Cached(model, settings);
    }

    /// The model without cache.
    public RecurrentModel model() {
        return model;
    }

    /// What the cache takes beside the model: its states in a ring, in the state before a piece and in that after
    /// it, and the likeness of a piece's rows to all of them.
    /// @throws RefusalException if they are more than an array holds
    HeapNeed cacheNeed() {
        int hidden = model.hidden();
        long columns = HiddenStates.columns(settings.size() + ROWS);
        long largest = columns * Math.max(hidden, ROWS);
        if (largest > Integer.MAX_VALUE) {
            throw new RefusalException(
                    "a cache of %,d states of %,d values is larger than an array may be%n  try: "
                            .formatted(settings.size(), hidden),
                    Remedy.Choice.SMALLER_CACHE);
        }
        return new HeapNeed(0, Float.BYTES * (columns * (3L * hidden + ROWS + 2) + (long) ROWS * hidden), 0);
    }

    @Override
    public HeapNeed heapNeed() {
        return model.heapNeed().plus(cacheNeed());
    }

    /// How the cache counts.
    public Adaptation.Cache settings() {
        return settings;
    }

    Kernels kernels() {
        return model.network().kernels();
    }

    @Override
    public Tokenizer tokenizer() {
        return model.tokenizer();
    }

    @Override
    public State start() {
        return new CachedState(model.start(), new float[0], new int[0]);
    }

    @Override
    public State score(State from, int[] tokens, float[] logProbabilities) {
        CachedState state = own(from);
        int room = Math.min(tokens.length, ROWS);
        HiddenStates states = new HiddenStates(kernels(), model.hidden(), settings.size() + room);
        state.fill(states, model.hidden());
        CacheWeights weights = new CacheWeights(settings, states);
        float[] hidden = new float[room * model.hidden()];
        float[] scores = new float[room * states.columns()];
        State inner = state.model();
        for (int at = 0; at < tokens.length; at += ROWS) {
            int[] piece = Arrays.copyOfRange(tokens, at, Math.min(tokens.length, at + ROWS));
            float[] scored = new float[piece.length];
            inner = model.score(inner, piece, scored, hidden);
            mix(states, weights, piece, hidden, scores, scored);
            System.arraycopy(scored, 0, logProbabilities, at, piece.length);
        }
        return CachedState.of(inner, states, settings.size(), model.hidden());
    }

    /// Adds a piece's states first: what is behind a state does not count, and one product serves all.
    private void mix(
            HiddenStates states, CacheWeights weights, int[] piece, float[] hidden, float[] scores, float[] scored) {
        long start = states.count();
        for (int i = 0; i < piece.length; i++) {
            states.add(hidden, i * model.hidden(), piece[i]);
        }
        states.likeness(hidden, piece.length, scores);
        for (int i = 0; i < piece.length; i++) {
            weights.turnTo(start + i, scores, i * states.columns());
            scored[i] = weights.mix(piece[i], scored[i]);
        }
    }

    @Override
    public Session open(int slots, int threads) {
        return new CachedSession(this, model.open(slots, threads));
    }

    /// @throws IllegalArgumentException if another model made the state
    CachedState own(State state) {
        if (state instanceof CachedState cached
                && cached.tokens().length <= settings.size()
                && cached.hidden().length == cached.tokens().length * model.hidden()) {
            return cached;
        }
        throw new IllegalArgumentException("the state is %s; it must be one that this model made".formatted(state));
    }

    @Override
    public String toString() {
        return "Cached[%s, %s]".formatted(model, settings);
    }
}
