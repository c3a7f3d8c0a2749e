package refrain.kernel.vector;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;
import static refrain.kernel.Functions.E2;
import static refrain.kernel.Functions.E3;
import static refrain.kernel.Functions.E4;
import static refrain.kernel.Functions.E5;
import static refrain.kernel.Functions.E6;
import static refrain.kernel.Functions.EXPONENT_SHIFT;
import static refrain.kernel.Functions.EXP_GREATEST;
import static refrain.kernel.Functions.EXP_LEAST;
import static refrain.kernel.Functions.L10;
import static refrain.kernel.Functions.L3;
import static refrain.kernel.Functions.L4;
import static refrain.kernel.Functions.L5;
import static refrain.kernel.Functions.L6;
import static refrain.kernel.Functions.L7;
import static refrain.kernel.Functions.L8;
import static refrain.kernel.Functions.L9;
import static refrain.kernel.Functions.LIFT;
import static refrain.kernel.Functions.LIFT_EXPONENT;
import static refrain.kernel.Functions.LN2_HIGH;
import static refrain.kernel.Functions.LN2_LOW;
import static refrain.kernel.Functions.LOG2_E;
import static refrain.kernel.Functions.LOG_ORIGIN;
import static refrain.kernel.Functions.MANTISSA;
import static refrain.kernel.Functions.ONE_BITS;
import static refrain.kernel.Functions.P1;
import static refrain.kernel.Functions.P2;
import static refrain.kernel.Functions.P3;
import static refrain.kernel.Functions.P4;
import static refrain.kernel.Functions.Q1;
import static refrain.kernel.Functions.Q2;
import static refrain.kernel.Functions.Q3;
import static refrain.kernel.Functions.Q4;
import static refrain.kernel.Functions.ROUNDER;
import static refrain.kernel.Functions.ROUNDER_BITS;
import static refrain.kernel.Functions.SCALE_ROUNDER;
import static refrain.kernel.Functions.SIGMOID_GREATEST;
import static refrain.kernel.Functions.SIGN;
import static refrain.kernel.Functions.TANH_ONE_SQUARED;
import static refrain.kernel.Functions.TINY;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;
import refrain.kernel.Activations;
import refrain.kernel.Functions;

/// The formulas of [Functions], operation by operation, one loop each; what is left of a row goes through [Functions].
/// Written out rather than shared, because no vector may pass between methods; hence also the length of the loops. The
/// loop over rows is in the same method as that over columns, so that the constants are set up once, not for each row.
final class VectorActivations implements Activations {
    private static final VectorSpecies<Float> S = Width.species(MethodHandles.lookup());

    @Override
    public void sigmoid(float[] x, int start, int rows, int columns, int stride) {
        for (int row = 0; row < rows; row++) {
            int at = start + row * stride;
            int end = at + columns;
            for (int whole = at + S.loopBound(columns); at < whole; at += S.length()) {
                FloatVector v = FloatVector.fromArray(S, x, at);
                FloatVector u = v.blend(SIGMOID_GREATEST, v.compare(GT, SIGMOID_GREATEST));
                FloatVector t = u.fma(FloatVector.broadcast(S, -LOG2_E), FloatVector.broadcast(S, SCALE_ROUNDER));
                FloatVector n = t.sub(SCALE_ROUNDER);
                FloatVector r = n.fma(FloatVector.broadcast(S, LN2_HIGH), u);
                r = n.fma(FloatVector.broadcast(S, LN2_LOW), r);
                FloatVector p = r.fma(FloatVector.broadcast(S, E6), FloatVector.broadcast(S, -E5));
                p = p.fma(r, FloatVector.broadcast(S, E4));
                p = p.fma(r, FloatVector.broadcast(S, -E3));
                p = p.fma(r, FloatVector.broadcast(S, E2));
                p = p.fma(r, FloatVector.broadcast(S, -1f));
                p = p.fma(r, FloatVector.broadcast(S, 1f));
                IntVector scale = t.reinterpretAsInts().lanewise(LSHL, EXPONENT_SHIFT);
                FloatVector d = p.fma(scale.reinterpretAsFloats(), FloatVector.broadcast(S, 1f));
                FloatVector y = FloatVector.broadcast(S, 1f).div(d);
                y.blend(0f, v.compare(LT, EXP_LEAST)).intoArray(x, at);
            }
            for (; at < end; at++) {
                x[at] = Functions.sigmoid(x[at]);
            }
        }
    }

    @Override
    public void tanh(
            float[] from, int fromStart, int fromStride, float[] to, int toStart, int toStride, int rows, int columns) {
        for (int row = 0; row < rows; row++) {
            int source = fromStart + row * fromStride;
            int target = toStart + row * toStride;
            int i = 0;
            for (; i < S.loopBound(columns); i += S.length()) {
                FloatVector x = FloatVector.fromArray(S, from, source + i);
                FloatVector s = x.fma(x, FloatVector.broadcast(S, TINY));
                FloatVector p = s.fma(FloatVector.broadcast(S, P4), FloatVector.broadcast(S, P3));
                p = p.fma(s, FloatVector.broadcast(S, P2));
                p = p.fma(s, FloatVector.broadcast(S, P1));
                p = p.mul(s).fma(x, x);
                FloatVector q = s.fma(FloatVector.broadcast(S, Q4), FloatVector.broadcast(S, Q3));
                q = q.fma(s, FloatVector.broadcast(S, Q2));
                q = q.fma(s, FloatVector.broadcast(S, Q1));
                q = q.fma(s, FloatVector.broadcast(S, 1f));
                IntVector one = x.reinterpretAsInts().and(SIGN).or(ONE_BITS);
                p.div(q)
                        .blend(one.reinterpretAsFloats(), s.compare(GE, TANH_ONE_SQUARED))
                        .intoArray(to, target + i);
            }
            for (; i < columns; i++) {
                to[target + i] = Functions.tanh(from[source + i]);
            }
        }
    }

    @Override
    public void exp(float[] x, int start, int count) {
        int i = 0;
        for (; i < S.loopBound(count); i += S.length()) {
            FloatVector v = FloatVector.fromArray(S, x, start + i);
            FloatVector t = v.fma(FloatVector.broadcast(S, LOG2_E), FloatVector.broadcast(S, ROUNDER));
            FloatVector n = t.sub(ROUNDER);
            FloatVector r = n.fma(FloatVector.broadcast(S, -LN2_HIGH), v);
            r = n.fma(FloatVector.broadcast(S, -LN2_LOW), r);
            FloatVector p = FloatVector.broadcast(S, E6).fma(r, FloatVector.broadcast(S, E5));
            p = p.fma(r, FloatVector.broadcast(S, E4));
            p = p.fma(r, FloatVector.broadcast(S, E3));
            p = p.fma(r, FloatVector.broadcast(S, E2));
            p = p.fma(r, FloatVector.broadcast(S, 1f));
            p = p.fma(r, FloatVector.broadcast(S, 1f));
            IntVector exponent = t.reinterpretAsInts().lanewise(LSHL, EXPONENT_SHIFT);
            FloatVector y = p.reinterpretAsInts().add(exponent).reinterpretAsFloats();
            y = v.add(Float.POSITIVE_INFINITY).blend(y, v.compare(LE, EXP_GREATEST));
            y.blend(0f, v.compare(LT, EXP_LEAST)).intoArray(x, start + i);
        }
        for (; i < count; i++) {
            x[start + i] = Functions.exp(x[start + i]);
        }
    }

    @Override
    public void log(float[] x, int start, int count) {
        int i = 0;
        for (; i < S.loopBound(count); i += S.length()) {
            FloatVector v = FloatVector.fromArray(S, x, start + i);
            FloatVector z = v.blend(v.mul(LIFT), v.compare(LT, Float.MIN_NORMAL));
            FloatVector rounder =
                    FloatVector.broadcast(S, ROUNDER).blend(ROUNDER + LIFT_EXPONENT, v.compare(LT, Float.MIN_NORMAL));
            IntVector bits = z.reinterpretAsInts().sub(LOG_ORIGIN);
            IntVector exponent = bits.lanewise(ASHR, EXPONENT_SHIFT).add(ROUNDER_BITS);
            FloatVector k = exponent.reinterpretAsFloats().sub(rounder);
            FloatVector f =
                    bits.and(MANTISSA).add(LOG_ORIGIN).reinterpretAsFloats().sub(1f);
            FloatVector p = FloatVector.broadcast(S, L10).fma(f, FloatVector.broadcast(S, L9));
            p = p.fma(f, FloatVector.broadcast(S, L8));
            p = p.fma(f, FloatVector.broadcast(S, L7));
            p = p.fma(f, FloatVector.broadcast(S, L6));
            p = p.fma(f, FloatVector.broadcast(S, L5));
            p = p.fma(f, FloatVector.broadcast(S, L4));
            p = p.fma(f, FloatVector.broadcast(S, L3));
            p = p.fma(f, FloatVector.broadcast(S, -0.5f));
            FloatVector y = f.mul(f).fma(p, k.mul(LN2_LOW)).add(f);
            y = k.fma(FloatVector.broadcast(S, LN2_HIGH), y);
            y = v.blend(y, v.compare(LT, Float.POSITIVE_INFINITY));
            y = y.blend(Float.NEGATIVE_INFINITY, v.compare(EQ, 0f));
            y.blend(Float.NaN, v.compare(LT, 0f)).intoArray(x, start + i);
        }
        for (; i < count; i++) {
            x[start + i] = Functions.log(x[start + i]);
        }
    }
}
