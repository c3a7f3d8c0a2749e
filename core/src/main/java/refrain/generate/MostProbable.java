package refrain.generate;

import java.util.Arrays;

/// The tokens of greatest weight, in order, of equals the smaller id first. Only the few that are asked for are sorted:
/// the others are told apart in one pass, by the exponent and the first three bits of the mantissa of their weights.
final class MostProbable {
    /// Floats from +0 to 1 that differ in exponent or one of those bits.
    private static final int BUCKET_SHIFT = 20;

    private static final int BUCKETS = (Float.floatToRawIntBits(1f) >>> BUCKET_SHIFT) + 1;

    /// A sum in another order is not the same, but as near as this.
    private static final double MARGIN = 1 + 1e-9;

    private final int[] counts = new int[BUCKETS];
    private final double[] masses = new double[BUCKETS];
    private final long[] keys;

    MostProbable(int vocabulary) {
        keys = new long[vocabulary];
    }

    /// Puts into order the `k` tokens of greatest weight, or as many of them as weigh `enough` together, and maybe some
    /// more; none of weight 0.
    /// @param weight from 0 to 1
    /// @return how many
    int select(float[] weight, int k, double enough) {
        int least = leastBucket(weight, k, enough * MARGIN);
        int size = 0;
        for (int token = 0; token < weight.length; token++) {
            int bits = Float.floatToRawIntBits(weight[token]);
            if (bits >>> BUCKET_SHIFT >= least && weight[token] > 0) {
                keys[size++] = (long) ~bits << Integer.SIZE | token;
            }
        }
        Arrays.sort(keys, 0, size);
        return size;
    }

    private int leastBucket(float[] weight, int k, double enough) {
        Arrays.fill(counts, 0);
        Arrays.fill(masses, 0);
        for (float w : weight) {
            int bucket = Float.floatToRawIntBits(w) >>> BUCKET_SHIFT;
            counts[bucket]++;
            masses[bucket] += w;
        }
        int bucket = BUCKETS;
        double mass = 0;
        for (int count = 0; bucket > 0 && count < k && mass < enough; ) {
            bucket--;
            count += counts[bucket];
            mass += masses[bucket];
        }
        return bucket;
    }

    /// Token number `i` of those selected.
    int token(int i) {
        return (int) keys[i];
    }
}
