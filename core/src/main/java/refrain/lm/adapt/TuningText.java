package refrain.lm.adapt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import refrain.lm.LanguageModel;
import refrain.lm.Reading;
import refrain.lm.mixture.LinearWeights;
import refrain.refusal.HeapNeed;
import refrain.refusal.RefusalException;
import refrain.text.TokenStore;
import refrain.text.Tokenizer;

/// A text that settings are tuned on: its first tokens, as the recurrent model numbers them, and what the
/// other members of its mixture make of them, which does not change.
final class TuningText {
    /// Tokens read at a time.
    private static final int PIECE = 1 << 11;

    private final int[] tokens;
    private final float[][] others;
    private final float[] alone;
    private final int at;

    private TuningText(int[] tokens, float[][] others, float[] alone, int at) {
        this.tokens = tokens;
        this.others = others;
        this.alone = alone;
        this.at = at;
    }

    /// @param text tokens of the adaptable's tokenizer
    /// @param most tokens that are read
    static TuningText of(Adaptable model, TokenStore text, int most, AdaptationTuning.Watch watch) {
        int count = (int) Math.min(text.size(), most);
        if (count < 1) {
            throw new IllegalArgumentException("the text to tune on has no tokens; it needs one at least");
        }
        int[] ours = new int[count];
        text.read(0, ours, 0, count);
        float[][] others = new float[model.members().size()][];
        for (int k = 0; k < others.length; k++) {
            others[k] = score(Reading.of(model.members().get(k)), mapped(model, k, ours), watch);
        }
        return new TuningText(mapped(model, model.at(), ours), others, others[model.at()], model.at());
    }

    /// What a text takes while weights are fitted: of a token two ids and what the mixture says, and what each member
    /// and the one that adapts say, once more in double precision.
    static HeapNeed heapNeed(Adaptable model, long tokens) {
        long saying = model.members().size() + 1L;
        return new HeapNeed(0, tokens * (3 * Integer.BYTES + saying * (Float.BYTES + Double.BYTES)), 0);
    }

    /// The ids that a member gives the tokens.
    private static int[] mapped(Adaptable model, int k, int[] ours) {
        Tokenizer from = model.tokenizer();
        LanguageModel member = model.members().get(k);
        return Arrays.stream(ours)
                .map(id -> member.vocabulary().id(from.vocabulary().symbol(id)))
                .toArray();
    }

    static float[] score(Reading reading, int[] tokens, AdaptationTuning.Watch watch) {
        float[] scores = new float[tokens.length];
        float[] some = new float[PIECE];
        for (int at = 0; at < tokens.length; at += PIECE) {
            int[] piece = Arrays.copyOfRange(tokens, at, Math.min(tokens.length, at + PIECE));
            reading.read(piece, some);
            System.arraycopy(some, 0, scores, at, piece.length);
            watch.read(piece.length);
        }
        return scores;
    }

    int[] tokens() {
        return tokens;
    }

    /// ln p by the recurrent model as it is.
    float[] alone() {
        return alone;
    }

    /// What the mixture's best weights are, and its loss with them.
    record Fit(double[] weights, double loss) {
        List<Double> list() {
            return Arrays.stream(weights).boxed().toList();
        }
    }

    /// The best mixture of the members when the recurrent one says `adapted`.
    Fit fit(float[] adapted) {
        for (float logProbability : adapted) {
            if (Float.isNaN(logProbability)) {
                return new Fit(new double[others.length], Double.POSITIVE_INFINITY);
            }
        }
        float[][] each = others.clone();
        each[at] = adapted;
        return best(each);
    }

    /// The fit, if it is one.
    /// @throws RefusalException if no setting that was tried left every token a probability
    static Fit requireFound(Fit fit) {
        if (!Double.isFinite(fit.loss())) {
            throw new RefusalException(
                    "with every setting that was tried some token of the text has no probability, so none is the best");
        }
        return fit;
    }

    /// The best mixture of the members and a cache: its share of the recurrent member is the last weight.
    Fit fitWithCache(float[] cache) {
        float[][] each = Arrays.copyOf(others, others.length + 1);
        each[others.length] = cache;
        return best(each);
    }

    private Fit best(float[][] each) {
        double[] weights = each.length == 1 ? new double[] {1} : LinearWeights.tune(each, tokens.length);
        return new Fit(weights, LinearWeights.loss(each, tokens.length, weights));
    }

    /// The members' weights from those of [#fitWithCache].
    List<Double> members(Fit fit) {
        List<Double> weights = new ArrayList<>();
        for (int k = 0; k < others.length; k++) {
            weights.add(fit.weights()[k] + (k == at ? fit.weights()[others.length] : 0));
        }
        return weights;
    }

    /// The cache's share λ of the recurrent member: less than 1, for a cache alone forbids all that is not in
    /// it.
    double share(Fit fit) {
        double cache = fit.weights()[others.length];
        double both = cache + fit.weights()[at];
        return both > 0 ? Math.min(Math.nextDown(1.0), cache / both) : 0;
    }
}
