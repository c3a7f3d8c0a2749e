package refrain.lm.mixture;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import refrain.kernel.Kernels;
import refrain.lm.LanguageModel;
import refrain.lm.Reading;
import refrain.refusal.HeapNeed;
import refrain.refusal.RefusalException;
import refrain.refusal.Remedy;
import refrain.text.TokenStore;

/// A mixture whose weights make a held-out text most probable, and what its members make of that text by
/// themselves. Log-linear weights are tuned on as many places of the text as memory is to take, evenly
/// spread; losses are always those of the whole text.
/// @param losses of each member, in nats a token
/// @param loss of the mixture
/// @param tokens of the text
/// @param places of the text that the weights were tuned on
public record MixtureTuning(Mixture mixture, List<Double> losses, double loss, int tokens, int places) {
    /// Tokens scored at a time.
    private static final int PIECE = 1 << 11;

    /// Tunes the weights of a mixture of `members`.
    /// @param text tokens of the first member, none of them seen by a member in training
    /// @param threads that members use where they read step by step
    /// @param watch is told how many tokens more a member has read
    /// @throws RefusalException if vocabularies differ, the text is empty, too long for the heap, or does not tell
    ///     which weights are good
    public static MixtureTuning of(
            MixtureKind kind,
            List<LanguageModel> members,
            TokenStore text,
            Kernels kernels,
            int threads,
            IntConsumer watch) {
        double[] equal = new double[members.size()];
        Arrays.fill(equal, 1.0 / equal.length);
        Mixture mixture = Mixture.of(kind, members, equal, kernels);
        int tokens = requireTokens(text);
        heapNeed(mixture, tokens).require("tuning these models' weights", Remedy.Choice.SHORTER_TEXT);
        float[][] each = scores(mixture, text, watch);
        int places = tokens;
        double[] weights;
        if (kind == MixtureKind.LINEAR) {
            weights = LinearWeights.tune(each, tokens);
        } else {
            Distributions some = Distributions.of(members, mixture.maps(), text, threads, watch);
            places = some.places();
            weights = LogLinearWeights.tune(some);
            requireWeight(weights, places);
        }
        Mixture tuned = mixture.withWeights(weights);
        double loss = switch (kind) {
            case LINEAR -> LinearWeights.loss(each, tokens, weights);
            case LOG_LINEAR -> loss(scores(Reading.of(tuned), text, watch));
        };
        return new MixtureTuning(
                tuned, Arrays.stream(each).map(MixtureTuning::loss).toList(), loss, tokens, places);
    }

    /// The members, and of each token what they say of it: in double once more, or as distributions.
    private static HeapNeed heapNeed(Mixture mixture, int tokens) {
        int members = mixture.members().size();
        long scores = Float.BYTES * (members + 1L) * tokens;
        long beside = switch (mixture.kind()) {
            case LINEAR -> (long) Double.BYTES * members * tokens;
            case LOG_LINEAR -> Distributions.bytes(mixture.members(), tokens);
        };
        return mixture.heapNeed().plus(new HeapNeed(0, scores + beside, 0));
    }

    private static void requireWeight(double[] weights, int places) {
        if (Arrays.stream(weights).sum() == 0) {
            throw new RefusalException(
                    "on %,d tokens of the held-out text no model is better than equal probabilities; give a longer text"
                            .formatted(places));
        }
    }

    private static int requireTokens(TokenStore text) {
        if (text.size() == 0 || text.size() > Integer.MAX_VALUE / Float.BYTES) {
            throw new RefusalException("the held-out text has %,d tokens; expected 1 to %,d"
                    .formatted(text.size(), Integer.MAX_VALUE / Float.BYTES));
        }
        return (int) text.size();
    }

    private static float[][] scores(Mixture mixture, TokenStore text, IntConsumer watch) {
        float[][] each = new float[mixture.members().size()][];
        for (int k = 0; k < each.length; k++) {
            each[k] =
                    scores(Reading.of(mixture.members().get(k)), mixture.maps().get(k), text, watch);
        }
        return each;
    }

    private static float[] scores(Reading reading, TokenStore text, IntConsumer watch) {
        return scores(reading, new TokenMap(new int[0]), text, watch);
    }

    private static float[] scores(Reading reading, TokenMap map, TokenStore text, IntConsumer watch) {
        int tokens = (int) text.size();
        float[] scores = new float[tokens];
        float[] some = new float[PIECE];
        for (int at = 0; at < tokens; at += PIECE) {
            int[] piece = new int[Math.min(PIECE, tokens - at)];
            text.read(at, piece, 0, piece.length);
            reading.read(map.of(piece), some);
            System.arraycopy(some, 0, scores, at, piece.length);
            watch.accept(piece.length);
        }
        return scores;
    }

    private static double loss(float[] scores) {
        double sum = 0;
        for (float score : scores) {
            sum -= score;
        }
        return sum / scores.length;
    }
}
