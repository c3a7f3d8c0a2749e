package refrain.lm.ngram.arpa;

import java.nio.charset.StandardCharsets;

/// Logarithms in ARPA files: of base 10 there, natural here. Nine significant digits lie within 5·10⁻⁹ of a number, and
/// neighbouring floats at least 6·10⁻⁸ apart, relatively: what is written is read as the same float, though the base is
/// changed twice.
public final class ArpaNumbers {
    private static final double LN_10 = StrictMath.log(10);

    private static final double LOG10_E = 1 / LN_10;

    /// 10 to this power is the largest that a double holds exactly.
    private static final int EXACT = 22;

    private static final double[] POWERS = powers();

    /// More digits than a long holds.
    private static final int DIGITS = 18;

    /// Longer than any number that a program writes.
    private static final int LONGEST = 64;

    private ArpaNumbers() {}

    private static double[] powers() {
        double[] powers = new double[EXACT + 1];
        powers[0] = 1;
        for (int i = 1; i <= EXACT; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }

    /// The natural logarithm of the number whose logarithm of base 10 is written here; NaN if it is no number or out of
    /// a float's range.
    public static float natural(byte[] text, int from, int to) {
        float value = (float) (decimal(text, from, to) * LN_10);
        return Float.isInfinite(value) ? Float.NaN : value;
    }

    private static double decimal(byte[] text, int from, int to) {
        boolean negative = from < to && text[from] == '-';
        int start = negative ? from + 1 : from;
        long digits = 0;
        int point = -1;
        for (int i = start; i < to; i++) {
            if (text[i] == '.' && point < 0) {
                point = i;
            } else if (text[i] >= '0' && text[i] <= '9' && to - start <= DIGITS) {
                digits = 10 * digits + (text[i] - '0');
            } else {
                return general(text, from, to);
            }
        }
        if (to - start < (point < 0 ? 1 : 2)) {
            return Double.NaN;
        }
        double value = digits / POWERS[point < 0 ? 0 : to - 1 - point];
        return negative ? -value : value;
    }

    /// With an exponent, or with many digits.
    private static double general(byte[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            if ("0123456789+-.eE".indexOf(text[i]) < 0) {
                return Double.NaN;
            }
        }
        try {
            return to - from > LONGEST
                    ? Double.NaN
                    : Double.parseDouble(new String(text, from, to - from, StandardCharsets.US_ASCII));
        } catch (NumberFormatException none) {
            return Double.NaN;
        }
    }

    /// Appends the logarithm of base 10 of the number whose natural logarithm is given.
    public static void append(float natural, StringBuilder out) {
        double value = natural * LOG10_E;
        double size = Math.abs(value);
        int decimals = 0;
        while (decimals < EXACT && size * POWERS[decimals] < 1e8) {
            decimals++;
        }
        if (size == 0) {
            out.append('0');
        } else if (size >= 1e9 || decimals == EXACT) {
            out.append(value);
        } else {
            out.append(value < 0 ? "-" : "");
            append(Math.round(size * POWERS[decimals]), decimals, out);
        }
    }

    /// Appends `digits` / 10^`decimals` without zeros at its end.
    private static void append(long digits, int decimals, StringBuilder out) {
        long rest = digits;
        int places = decimals;
        while (places > 0 && rest % 10 == 0) {
            rest /= 10;
            places--;
        }
        int start = out.length();
        out.append(rest);
        if (places == 0) {
            return;
        }
        int missing = places + 1 - (out.length() - start);
        out.insert(start, "0".repeat(Math.max(0, missing)));
        out.insert(out.length() - places, '.');
    }
}
