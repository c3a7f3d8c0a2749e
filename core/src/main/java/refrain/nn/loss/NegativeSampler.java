package refrain.nn.loss;

import java.util.Arrays;
import refrain.kernel.random.CounterRandom;
import refrain.kernel.team.Worker;

/// Draws the tokens that stand for a whole vocabulary in one update: each token v by itself, with a probability that
/// falls with its number, K of them on average. Token numbers are taken for ranks of frequency, as those of words are.
/// Where they are not, the estimate stays right on average and is less exact.
/// ```
/// π_v = 1 for v < m,  else (K − m)·ln((v + 2)/(v + 1)) / ln((V + 1)/(m + 1))      Σ π_v = K
/// v is drawn  ⇔  bits(key, v)/2³² < π_v
/// ```
/// m is the least number that keeps every π_v below 1. A token is drawn by a function of key and number alone, so
/// threads change nothing; and since draws are independent, `exp(l_v)/π_v` over the drawn ones are right on average.
public final class NegativeSampler {
    /// One in some millions of draws is larger than K + 5·√K + 16; it then lacks its last tokens.
    private static final int DEVIATIONS = 5;

    private static final double UNIT = 0x1p32;

    private final long[] thresholds;
    private final float[] logProbabilities;
    private final int[] found;
    private final int[] counts;
    private final int[] drawn;
    private final int[] places;
    private int count;

    /// @param samples K
    /// @param workers of the team that draws
    public NegativeSampler(int vocabulary, int samples, int workers) {
        thresholds = new long[vocabulary];
        logProbabilities = new float[vocabulary];
        found = new int[vocabulary];
        counts = new int[workers];
        drawn = new int[capacity(vocabulary, samples)];
        places = new int[vocabulary];
        Arrays.fill(places, -1);
        int certain = certain(vocabulary, samples);
        for (int v = 0; v < vocabulary; v++) {
            double p = v < certain ? 1 : (samples - certain) * share(vocabulary, certain, v);
            thresholds[v] = Math.clamp(StrictMath.round(p * UNIT), 1, (long) UNIT);
            logProbabilities[v] = (float) StrictMath.log(thresholds[v] / UNIT);
        }
    }

    /// The most tokens of a draw.
    public static int capacity(long vocabulary, long samples) {
        return (int) Math.min(vocabulary, samples + DEVIATIONS * (long) Math.ceil(Math.sqrt(samples)) + 16);
    }

    /// Tokens that are always drawn.
    private static int certain(int vocabulary, int samples) {
        int certain = 0;
        while (certain < Math.min(vocabulary, samples)
                && (samples - certain) * share(vocabulary, certain, certain) >= 1) {
            certain++;
        }
        return certain;
    }

    /// Of the mass of the tokens from `first` on, that of v.
    private static double share(int vocabulary, int first, int v) {
        return StrictMath.log((v + 2.0) / (v + 1.0)) / StrictMath.log((vocabulary + 1.0) / (first + 1.0));
    }

    /// Draws the tokens of an update. Workers meet inside, and again before they read.
    public void draw(Worker worker, long key) {
        int from = worker.from(thresholds.length);
        int to = worker.to(thresholds.length);
        int at = from;
        for (int v = from; v < to; v++) {
            if (Integer.toUnsignedLong(CounterRandom.bits(key, v)) < thresholds[v]) {
                found[at++] = v;
            }
        }
        counts[worker.index()] = at - from;
        worker.meet();
        if (worker.index() == 0) {
            collect(worker.count());
        }
    }

    private void collect(int workers) {
        for (int i = 0; i < count; i++) {
            places[drawn[i]] = -1;
        }
        count = 0;
        for (int w = 0; w < workers; w++) {
            int from = (int) ((long) thresholds.length * w / workers);
            int some = Math.min(counts[w], drawn.length - count);
            System.arraycopy(found, from, drawn, count, some);
            count += some;
        }
        for (int i = 0; i < count; i++) {
            places[drawn[i]] = i;
        }
    }

    /// How many were drawn.
    public int count() {
        return count;
    }

    /// The i-th drawn token; they ascend.
    public int token(int i) {
        return drawn[i];
    }

    /// Which of the drawn tokens `token` is, -1 if it was not drawn.
    public int place(int token) {
        return places[token];
    }

    /// ln π of a token.
    public float logProbability(int token) {
        return logProbabilities[token];
    }
}
