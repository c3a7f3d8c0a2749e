package refrain.kernel.vector;

import static refrain.kernel.Functions.E2;
import static refrain.kernel.Functions.E3;
import static refrain.kernel.Functions.E4;
import static refrain.kernel.Functions.E5;
import static refrain.kernel.Functions.E6;
import static refrain.kernel.Functions.EXPONENT_SHIFT;
import static refrain.kernel.Functions.EXP_GREATEST;
import static refrain.kernel.Functions.EXP_LEAST;
import static refrain.kernel.Functions.LN2_HIGH;
import static refrain.kernel.Functions.LN2_LOW;
import static refrain.kernel.Functions.LOG2_E;
import static refrain.kernel.Functions.ROUNDER;

import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import refrain.kernel.Functions;
import refrain.kernel.Softmax;

/// [Softmax] with rows in lanes: the maximum and the sums run down the vocabulary, and no lane ever meets another.
/// The exponential of [Functions] is written out in each loop, because a call would box its vector.
final class VectorSoftmax implements Softmax {
    private static final VectorSpecies<Float> S = Width.species(MethodHandles.lookup());
    private static final int L = S.length();
    private static final int STRIDE = 64;
    private static final int MAXIMA = LANES * STRIP;
    private static final int TARGETS = MAXIMA + STRIP;

    VectorSoftmax() {}

    @Override
    public void loss(Strips strips, int start, int first, int rows, float[] scratch) {
        for (int lane = 0; lane < rows; lane += L) {
            int at = start + lane;
            maxima(strips.logits(), at, strips.vocabulary(), scratch);
            saveTargets(strips, at, first + lane, Math.min(L, rows - lane), scratch);
            sum(strips.logits(), at, strips.vocabulary(), scratch);
            finish(strips, first + lane, Math.min(L, rows - lane), scratch);
        }
    }

    @Override
    public void gradient(Strips strips, int start, int first, int rows, float scale, float[] scratch) {
        float[] logits = strips.logits();
        for (int lane = 0; lane < rows; lane += L) {
            int at = start + lane;
            int real = Math.min(L, rows - lane);
            maxima(logits, at, strips.vocabulary(), scratch);
            saveTargets(strips, at, first + lane, real, scratch);
            exponentials(logits, at, strips.vocabulary(), scratch);
            finish(strips, first + lane, real, scratch);
            weigh(logits, at, strips.vocabulary(), scale, scratch);
            for (int row = 0; row < real; row++) {
                logits[at + row + strips.targets()[first + lane + row] * STRIDE] -= scale;
            }
        }
    }

    /// Leaves the maxima in `scratch[MAXIMA..MAXIMA + L)`.
    private static void maxima(float[] logits, int at, int vocabulary, float[] scratch) {
        FloatVector max = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
        for (int v = 0; v < vocabulary; v++) {
            FloatVector l = FloatVector.fromArray(S, logits, at + v * STRIDE);
            max = max.blend(l, l.compare(VectorOperators.GT, max));
        }
        max.intoArray(scratch, MAXIMA);
    }

    /// Leaves the folded sums in `scratch[0..L)`.
    private static void sum(float[] logits, int at, int vocabulary, float[] scratch) {
        FloatVector max = FloatVector.fromArray(S, scratch, MAXIMA);
        Arrays.fill(scratch, 0, LANES * L, 0f);
        for (int v = 0; v < vocabulary; v++) {
            FloatVector x = FloatVector.fromArray(S, logits, at + v * STRIDE).sub(max);
            FloatVector t = x.fma(FloatVector.broadcast(S, LOG2_E), FloatVector.broadcast(S, ROUNDER));
            FloatVector n = t.sub(ROUNDER);
            FloatVector r = n.fma(FloatVector.broadcast(S, -LN2_HIGH), x);
            r = n.fma(FloatVector.broadcast(S, -LN2_LOW), r);
            FloatVector p = r.fma(FloatVector.broadcast(S, E6), FloatVector.broadcast(S, E5));
            p = p.fma(r, FloatVector.broadcast(S, E4));
            p = p.fma(r, FloatVector.broadcast(S, E3));
            p = p.fma(r, FloatVector.broadcast(S, E2));
            p = p.fma(r, FloatVector.broadcast(S, 1f));
            p = p.fma(r, FloatVector.broadcast(S, 1f));
            IntVector bits =
                    p.reinterpretAsInts().add(t.reinterpretAsInts().lanewise(VectorOperators.LSHL, EXPONENT_SHIFT));
            FloatVector e = x.add(Float.POSITIVE_INFINITY)
                    .blend(bits.reinterpretAsFloats(), x.compare(VectorOperators.LE, EXP_GREATEST))
                    .blend(0f, x.compare(VectorOperators.LT, EXP_LEAST));
            int lane = (v & (LANES - 1)) * L;
            FloatVector.fromArray(S, scratch, lane).add(e).intoArray(scratch, lane);
        }
        fold(scratch);
    }

    /// As [#sum], leaving e_v in place of the logits.
    private static void exponentials(float[] logits, int at, int vocabulary, float[] scratch) {
        FloatVector max = FloatVector.fromArray(S, scratch, MAXIMA);
        Arrays.fill(scratch, 0, LANES * L, 0f);
        for (int v = 0; v < vocabulary; v++) {
            FloatVector x = FloatVector.fromArray(S, logits, at + v * STRIDE).sub(max);
            FloatVector t = x.fma(FloatVector.broadcast(S, LOG2_E), FloatVector.broadcast(S, ROUNDER));
            FloatVector n = t.sub(ROUNDER);
            FloatVector r = n.fma(FloatVector.broadcast(S, -LN2_HIGH), x);
            r = n.fma(FloatVector.broadcast(S, -LN2_LOW), r);
            FloatVector p = r.fma(FloatVector.broadcast(S, E6), FloatVector.broadcast(S, E5));
            p = p.fma(r, FloatVector.broadcast(S, E4));
            p = p.fma(r, FloatVector.broadcast(S, E3));
            p = p.fma(r, FloatVector.broadcast(S, E2));
            p = p.fma(r, FloatVector.broadcast(S, 1f));
            p = p.fma(r, FloatVector.broadcast(S, 1f));
            IntVector bits =
                    p.reinterpretAsInts().add(t.reinterpretAsInts().lanewise(VectorOperators.LSHL, EXPONENT_SHIFT));
            FloatVector e = x.add(Float.POSITIVE_INFINITY)
                    .blend(bits.reinterpretAsFloats(), x.compare(VectorOperators.LE, EXP_GREATEST))
                    .blend(0f, x.compare(VectorOperators.LT, EXP_LEAST));
            e.intoArray(logits, at + v * STRIDE);
            int lane = (v & (LANES - 1)) * L;
            FloatVector.fromArray(S, scratch, lane).add(e).intoArray(scratch, lane);
        }
        fold(scratch);
    }

    private static void fold(float[] scratch) {
        for (int half = LANES / 2; half > 0; half /= 2) {
            for (int i = 0; i < half * L; i += L) {
                FloatVector.fromArray(S, scratch, i)
                        .add(FloatVector.fromArray(S, scratch, i + half * L))
                        .intoArray(scratch, i);
            }
        }
    }

    /// ln p of the targets of `rows` lanes.
    private static void finish(Strips strips, int first, int rows, float[] scratch) {
        for (int row = 0; row < rows; row++) {
            strips.logProbabilities()[first + row] =
                    (scratch[TARGETS + row] - scratch[MAXIMA + row]) - Functions.log(scratch[row]);
        }
    }

    /// Puts the targets' logits into `scratch[TARGETS..TARGETS + rows)`.
    private static void saveTargets(Strips strips, int at, int first, int rows, float[] scratch) {
        for (int row = 0; row < rows; row++) {
            scratch[TARGETS + row] = strips.logits()[at + row + strips.targets()[first + row] * STRIDE];
        }
    }

    /// e_v ← e_v · scale / s, with the sums in `scratch[0..L)`.
    private static void weigh(float[] logits, int at, int vocabulary, float scale, float[] scratch) {
        FloatVector weight = FloatVector.broadcast(S, scale).div(FloatVector.fromArray(S, scratch, 0));
        for (int v = 0; v < vocabulary; v++) {
            FloatVector.fromArray(S, logits, at + v * STRIDE).mul(weight).intoArray(logits, at + v * STRIDE);
        }
    }

    @Override
    public void normalizer(float[] logits, int start, int vocabulary, float[] scratch) {
        float max = maximum(logits, start, vocabulary, scratch);
        Arrays.fill(scratch, 0, LANES, 0f);
        int whole = vocabulary - vocabulary % L;
        sumOfRow(logits, start, whole, max, scratch);
        for (int v = whole; v < vocabulary; v++) {
            scratch[v & (LANES - 1)] += Functions.exp(logits[start + v] - max);
        }
        for (int half = LANES / 2; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                scratch[i] += scratch[i + half];
            }
        }
        scratch[1] = Functions.log(scratch[0]);
        scratch[0] = max;
    }

    /// Four maxima side by side, since each comparison waits for the one before.
    @Override
    public float maximum(float[] x, int start, int count, float[] scratch) {
        FloatVector m0 = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
        FloatVector m1 = m0;
        FloatVector m2 = m0;
        FloatVector m3 = m0;
        int whole = count - count % (4 * L);
        for (int i = start; i < start + whole; i += 4 * L) {
            FloatVector x0 = FloatVector.fromArray(S, x, i);
            FloatVector x1 = FloatVector.fromArray(S, x, i + L);
            FloatVector x2 = FloatVector.fromArray(S, x, i + 2 * L);
            FloatVector x3 = FloatVector.fromArray(S, x, i + 3 * L);
            m0 = m0.blend(x0, x0.compare(VectorOperators.GT, m0));
            m1 = m1.blend(x1, x1.compare(VectorOperators.GT, m1));
            m2 = m2.blend(x2, x2.compare(VectorOperators.GT, m2));
            m3 = m3.blend(x3, x3.compare(VectorOperators.GT, m3));
        }
        m0 = m0.blend(m1, m1.compare(VectorOperators.GT, m0));
        m2 = m2.blend(m3, m3.compare(VectorOperators.GT, m2));
        m0.blend(m2, m2.compare(VectorOperators.GT, m0)).intoArray(scratch, 0);
        return greatest(x, start + whole, count - whole, greatest(scratch, 0, L, Float.NEGATIVE_INFINITY));
    }

    private static float greatest(float[] x, int start, int count, float least) {
        float max = least;
        for (int i = start; i < start + count; i++) {
            max = x[i] > max ? x[i] : max;
        }
        return max;
    }

    private static void sumOfRow(float[] logits, int start, int count, float max, float[] scratch) {
        for (int v = 0; v < count; v += L) {
            FloatVector x = FloatVector.fromArray(S, logits, start + v).sub(max);
            FloatVector t = x.fma(FloatVector.broadcast(S, LOG2_E), FloatVector.broadcast(S, ROUNDER));
            FloatVector n = t.sub(ROUNDER);
            FloatVector r = n.fma(FloatVector.broadcast(S, -LN2_HIGH), x);
            r = n.fma(FloatVector.broadcast(S, -LN2_LOW), r);
            FloatVector p = r.fma(FloatVector.broadcast(S, E6), FloatVector.broadcast(S, E5));
            p = p.fma(r, FloatVector.broadcast(S, E4));
            p = p.fma(r, FloatVector.broadcast(S, E3));
            p = p.fma(r, FloatVector.broadcast(S, E2));
            p = p.fma(r, FloatVector.broadcast(S, 1f));
            p = p.fma(r, FloatVector.broadcast(S, 1f));
            IntVector bits =
                    p.reinterpretAsInts().add(t.reinterpretAsInts().lanewise(VectorOperators.LSHL, EXPONENT_SHIFT));
            FloatVector e = x.add(Float.POSITIVE_INFINITY)
                    .blend(bits.reinterpretAsFloats(), x.compare(VectorOperators.LE, EXP_GREATEST))
                    .blend(0f, x.compare(VectorOperators.LT, EXP_LEAST));
            int lane = v & (LANES - 1);
            FloatVector.fromArray(S, scratch, lane).add(e).intoArray(scratch, lane);
        }
    }
}
