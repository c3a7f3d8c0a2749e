package refrain.kernel;

/// Elementary functions, defined to the last bit.
///
/// Every function is one straight formula: additions, fused multiply-adds, at most one division, integer operations on
/// the bits, and selections. A twin in vectors performs the same operations in the same order and so gives the same
/// bits; a selection `condition ? a : b` is there a comparison and a blend. The comparisons are written so that NaN
/// stays NaN. Results whose true value is below the smallest normal float are zero, but for the tanh of such numbers.
///
/// | function | worst error in ulp, over all floats | besides |
/// |---|---|---|
/// | exp | 0.91 | 1 at ±0; 0 below ln 2^-126, ∞ above ln 2^128 |
/// | log | 0.9 | never decreases; -∞ at ±0, NaN below; subnormal arguments keep their precision |
/// | tanh | 2.5 where it is below ½, 4.9 elsewhere | odd; x for small x, also subnormal; at most 1, and 1 from 8 on |
/// | sigmoid | 2.5 | as precise at the far left, where it is tiny, as elsewhere |
///
/// The coefficients were fitted by `core/src/test/python/fit_functions.py`. "Fit" below is the relative error of the
/// fitted formula in exact arithmetic; the table, which the tests assert, includes rounding.
/// @see "Cody and Waite (1980), Software Manual for the Elementary Functions: the reduction by ln 2 in two parts"
public final class Functions {
    /// 1.5 · 2²³. Adding it to |x| < 2²² leaves the integer nearest to x in the low bits of the sum: a conversion
    /// without a conversion instruction.
    public static final float ROUNDER = 0x1.8p23f;

    public static final int ROUNDER_BITS = 0x4B400000;
    public static final int ONE_BITS = 0x3F800000;
    public static final int SIGN = 0x80000000;
    public static final int MANTISSA = 0x007FFFFF;

    /// The exponent starts above this many bits.
    public static final int EXPONENT_SHIFT = 23;

    public static final float LOG2_E = 1.442695f;

    /// ln 2 = high + low. The high part has 10 significant bits, so that its product with an exponent is exact.
    public static final float LN2_HIGH = 0x1.63p-1f; // 0.693359375

    public static final float LN2_LOW = -2.1219444e-4f;

    /// The least float whose exponential is normal, and the greatest whose exponential is finite.
    public static final float EXP_LEAST = -87.33654f;

    public static final float EXP_GREATEST = 88.72283f;

    /// e^r = 1 + r + r² (E2 + E3 r + … + E6 r⁴), |r| ≤ ½ ln 2. Fit: 3.1e-9.
    public static final float E2 = 0.49999994f;

    public static final float E3 = 0.16666521f;
    public static final float E4 = 0.041668266f;
    public static final float E5 = 0.008368675f;
    public static final float E6 = 0.001382061f;

    /// [#ROUNDER] and the bias of an exponent: the low bits of the sum are the exponent bits of 2^n.
    public static final float SCALE_ROUNDER = ROUNDER + 127f;

    /// From about 17 on, 1 + e^-x is 1; any bound between there and -EXP_LEAST serves.
    public static final float SIGMOID_GREATEST = 30f;

    /// tanh x = (x + x s (P1 + P2 s + P3 s² + P4 s³)) / (1 + Q1 s + … + Q4 s⁴), s = x², |x| ≤ 8. Fit: 7.9e-9.
    public static final float P1 = 0.13446794f;

    public static final float P2 = 0.0035742812f;
    public static final float P3 = 2.1936965e-5f;
    public static final float P4 = 1.5285028e-8f;
    public static final float Q1 = 0.46780124f;
    public static final float Q2 = 0.026174765f;
    public static final float Q3 = 0.00034156023f;
    public static final float Q4 = 8.5456844e-7f;

    /// From here on tanh is 1: early (the true value is 1 - 2.3e-7), so that rounding never carries it beyond 1
    /// before.
    public static final float TANH_ONE = 8f;

    /// Where that begins for the square of x, which knows no sign.
    public static final float TANH_ONE_SQUARED = TANH_ONE * TANH_ONE;

    /// Added to the square of x, which would be slow to work with if it were subnormal; 1 + s does not feel it.
    public static final float TINY = 0x1p-100f;

    /// The bits of ⅔: the logarithm splits x into 2^k (1 + f) with ⅔ ≤ 1 + f < 4/3.
    public static final int LOG_ORIGIN = 0x3F2AAAAB;

    /// log(1 + f) = f + f² (-½ + L3 f + L4 f² + … + L10 f⁸), |f| ≤ ⅓. Fit: 4.6e-9.
    public static final float L3 = 0.33333215f;

    public static final float L4 = -0.24999806f;
    public static final float L5 = 0.20010427f;
    public static final float L6 = -0.16680197f;
    public static final float L7 = 0.14005734f;
    public static final float L8 = -0.121874474f;
    public static final float L9 = 0.13984594f;
    public static final float L10 = -0.12880209f;

    /// Makes every subnormal float normal; and its exponent.
    public static final float LIFT = 0x1p24f;

    public static final float LIFT_EXPONENT = 24f;

    private Functions() {}

    /// e^x. With x = n ln 2 + r the result is 2^n p(r); n goes straight into the exponent bits of p.
    public static float exp(float x) {
        float t = Math.fma(x, LOG2_E, ROUNDER);
        float n = t - ROUNDER;
        float r = Math.fma(n, -LN2_HIGH, x);
        r = Math.fma(n, -LN2_LOW, r);
        float p = Math.fma(E6, r, E5);
        p = Math.fma(p, r, E4);
        p = Math.fma(p, r, E3);
        p = Math.fma(p, r, E2);
        p = Math.fma(p, r, 1f);
        p = Math.fma(p, r, 1f);
        int bits = Float.floatToRawIntBits(p) + (Float.floatToRawIntBits(t) << EXPONENT_SHIFT);
        float y = Float.intBitsToFloat(bits);
        y = x <= EXP_GREATEST ? y : x + Float.POSITIVE_INFINITY;
        return x < EXP_LEAST ? 0f : y;
    }

    /// 1 / (1 + e^-x). As [#exp(float)] with -r in place of r, so that no sign is changed on the way; 2^n joins p
    /// in the fused 1 + 2^n p.
    public static float sigmoid(float x) {
        float u = x > SIGMOID_GREATEST ? SIGMOID_GREATEST : x;
        float t = Math.fma(u, -LOG2_E, SCALE_ROUNDER);
        float n = t - SCALE_ROUNDER;
        float r = Math.fma(n, LN2_HIGH, u);
        r = Math.fma(n, LN2_LOW, r);
        float p = Math.fma(E6, r, -E5);
        p = Math.fma(p, r, E4);
        p = Math.fma(p, r, -E3);
        p = Math.fma(p, r, E2);
        p = Math.fma(p, r, -1f);
        p = Math.fma(p, r, 1f);
        int scale = Float.floatToRawIntBits(t) << EXPONENT_SHIFT;
        float d = Math.fma(p, Float.intBitsToFloat(scale), 1f);
        float y = 1f / d;
        return x < EXP_LEAST ? 0f : y;
    }

    /// The hyperbolic tangent. Each operation keeps or drops the sign of x, so that the result is odd to the last bit.
    public static float tanh(float x) {
        float s = Math.fma(x, x, TINY);
        float p = Math.fma(P4, s, P3);
        p = Math.fma(p, s, P2);
        p = Math.fma(p, s, P1);
        p = Math.fma(p * s, x, x);
        float q = Math.fma(Q4, s, Q3);
        q = Math.fma(q, s, Q2);
        q = Math.fma(q, s, Q1);
        q = Math.fma(q, s, 1f);
        float one = Float.intBitsToFloat((Float.floatToRawIntBits(x) & SIGN) | ONE_BITS);
        return s >= TANH_ONE_SQUARED ? one : p / q;
    }

    /// The natural logarithm: k ln 2 + log(1 + f) with x = 2^k (1 + f), ⅔ ≤ 1 + f < 4/3. A subnormal x is scaled
    /// first.
    public static float log(float x) {
        float z = x < Float.MIN_NORMAL ? x * LIFT : x;
        float rounder = x < Float.MIN_NORMAL ? ROUNDER + LIFT_EXPONENT : ROUNDER;
        int bits = Float.floatToRawIntBits(z) - LOG_ORIGIN;
        float k = Float.intBitsToFloat((bits >> EXPONENT_SHIFT) + ROUNDER_BITS) - rounder;
        float f = Float.intBitsToFloat((bits & MANTISSA) + LOG_ORIGIN) - 1f;
        float p = Math.fma(L10, f, L9);
        p = Math.fma(p, f, L8);
        p = Math.fma(p, f, L7);
        p = Math.fma(p, f, L6);
        p = Math.fma(p, f, L5);
        p = Math.fma(p, f, L4);
        p = Math.fma(p, f, L3);
        p = Math.fma(p, f, -0.5f);
        float y = Math.fma(f * f, p, k * LN2_LOW) + f;
        y = Math.fma(k, LN2_HIGH, y);
        y = x < Float.POSITIVE_INFINITY ? y : x;
        y = x == 0f ? Float.NEGATIVE_INFINITY : y;
        return x < 0f ? Float.NaN : y;
    }
}
