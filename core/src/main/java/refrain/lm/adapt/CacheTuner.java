package refrain.lm.adapt;

import java.util.Arrays;
import refrain.kernel.Functions;
import refrain.lm.RecurrentModel;
import refrain.lm.State;
import refrain.refusal.HeapNeed;
import refrain.refusal.RefusalException;
import refrain.refusal.Remedy;
import refrain.text.TokenStore;

/// Finds a cache's settings on a text. One reading gives p_cache for every θ and every size at once; for each the
/// best λ is the weight of a linear mixture, together with the weights of other members.
public final class CacheTuner {
    /// Values of θ that are tried: hidden states of more units are more alike, so they span two decades.
    private static final float[] THETAS = {0f, 0.02f, 0.05f, 0.1f, 0.15f, 0.2f, 0.3f, 0.4f, 0.6f, 0.8f, 1.2f, 2f};

    private static final int[] SIZES = {50, 100, 200, 500, 1_000, 2_000, 4_000};

    private static final int ROWS = 128;

    private final RecurrentModel model;
    private final TuningText text;
    private final HiddenStates states;
    private final float[][][] cached; // [θ][size][token]: ln p_cache

    private CacheTuner(RecurrentModel model, TuningText text) {
        this.model = model;
        this.text = text;
        int largest = SIZES[SIZES.length - 1];
        states = new HiddenStates(model.network().kernels(), model.hidden(), largest + ROWS);
        cached = new float[THETAS.length][SIZES.length][text.tokens().length];
    }

    /// What tuning takes beside the models: the text, a logarithm for every θ, size and token of it, the states
    /// remembered, and their likeness to a piece's.
    /// @param tokens that are read
    static HeapNeed heapNeed(Adaptable model, long tokens) {
        long hidden = model.recurrent().hidden();
        long columns = HiddenStates.columns(SIZES[SIZES.length - 1] + ROWS);
        long trials = tokens * THETAS.length * SIZES.length;
        long states = columns * (hidden + ROWS + 2) + ROWS * hidden;
        return TuningText.heapNeed(model, tokens).plus(new HeapNeed(0, Float.BYTES * (trials + states), 0));
    }

    /// Tunes size, θ and λ, and a mixture's weights with them.
    /// @param most tokens of `text` that are read, its first
    /// @param watch is told of the best λ for each size and θ
    /// @throws RefusalException if the heap is too small for it
    public static AdaptationTuning tune(Adaptable model, TokenStore text, int most, AdaptationTuning.Watch watch) {
        HeapNeed need = heapNeed(model, Math.min(text.size(), most));
        model.requireHeap(need, "tuning a cache of this model", Remedy.Choice.FEWER_TOKENS);
        TuningText tuning = TuningText.of(model, text, most, watch);
        CacheTuner tuner = new CacheTuner(model.recurrent(), tuning);
        tuner.read(watch);
        return tuner.best(watch);
    }

    private void read(AdaptationTuning.Watch watch) {
        int[] tokens = text.tokens();
        float[] hidden = new float[ROWS * model.hidden()];
        float[] scores = new float[ROWS * states.columns()];
        State state = model.start();
        for (int at = 0; at < tokens.length; at += ROWS) {
            int[] piece = Arrays.copyOfRange(tokens, at, Math.min(tokens.length, at + ROWS));
            state = model.score(state, piece, new float[piece.length], hidden);
            for (int i = 0; i < piece.length; i++) {
                states.add(hidden, i * model.hidden(), piece[i]);
            }
            states.likeness(hidden, piece.length, scores);
            for (int i = 0; i < piece.length; i++) {
                weigh(at + i, scores, i * states.columns());
            }
            watch.read(piece.length);
        }
    }

    /// ln p_cache of token `t`, for all θ and sizes. Where nothing is held the model says what is said.
    private void weigh(int t, float[] scores, int row) {
        int held = Math.min(t, SIZES[SIZES.length - 1]);
        for (int i = 0; i < THETAS.length; i++) {
            weigh(t, held, THETAS[i], scores, row, cached[i]);
        }
    }

    /// Sums are relative to the largest score so far, so that those of a small size are not lost beside a larger one's.
    private void weigh(int t, int held, float theta, float[] scores, int row, float[][] sizes) {
        int target = text.tokens()[t];
        double mass = 0;
        double total = 0;
        int next = 0;
        float max = held == 0 ? 0 : scores[row + states.column(t - 1L)];
        for (int age = 0; age < held; age++) {
            long entry = t - 1L - age;
            float score = scores[row + states.column(entry)];
            if (score > max) {
                double less = Functions.exp(theta * (max - score));
                total *= less;
                mass *= less;
                max = score;
            }
            double u = Functions.exp(theta * (score - max));
            total += u;
            mass += states.token(entry) == target ? u : 0;
            if (age + 1 == SIZES[next]) {
                sizes[next++][t] = (float) StrictMath.log(mass / total);
            }
        }
        for (; next < SIZES.length; next++) {
            sizes[next][t] = held == 0 ? text.alone()[t] : (float) StrictMath.log(mass / total);
        }
    }

    private AdaptationTuning best(AdaptationTuning.Watch watch) {
        double before = text.fit(text.alone()).loss();
        TuningText.Fit best = new TuningText.Fit(new double[0], Double.POSITIVE_INFINITY);
        Adaptation.Cache settings = Adaptation.Cache.DEFAULT;
        for (int size = 0; size < SIZES.length; size++) {
            for (int theta = 0; theta < THETAS.length; theta++) {
                TuningText.Fit fit = text.fitWithCache(cached[theta][size]);
                Adaptation.Cache tried = new Adaptation.Cache(SIZES[size], exact(THETAS[theta]), text.share(fit));
                watch.tried(new AdaptationTuning.Trial(tried, fit.loss()));
                if (fit.loss() < best.loss()) {
                    best = fit;
                    settings = tried;
                }
            }
        }
        TuningText.requireFound(best);
        int tokens = text.tokens().length;
        return new AdaptationTuning(settings, text.members(best), before, best.loss(), tokens);
    }

    /// The double that prints like the float.
    private static double exact(float theta) {
        return Double.parseDouble(Float.toString(theta));
    }
}
