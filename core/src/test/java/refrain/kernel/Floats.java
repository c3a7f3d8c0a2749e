package refrain.kernel;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import refrain.kernel.random.SeededRandom;

/// Arrays for the tests of kernels.
final class Floats {
    /// What nothing may overwrite: a NaN of its own, which no arithmetic makes.
    static final float UNTOUCHED = Float.intBitsToFloat(0x7FC0BEEF);

    private static final float[] SPECIAL = {
        0f,
        -0f,
        Float.NaN,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        Float.MIN_NORMAL,
        0x1.8p-127f,
        -0x1p-140f,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        1e30f,
        -1e-30f
    };

    private Floats() {}

    /// `count` multiples of 2⁻²³ in [-1, 1), the same on every machine.
    static float[] random(long seed, int count) {
        return random(seed, count, -1, 1);
    }

    /// `count` numbers in [from, to).
    static float[] random(long seed, int count, float from, float to) {
        SeededRandom random = SeededRandom.of(seed);
        float[] x = new float[count];
        for (int i = 0; i < count; i++) {
            x[i] = from + (to - from) * random.nextFloat();
        }
        return x;
    }

    static float[] filled(int count, float value) {
        float[] x = new float[count];
        Arrays.fill(x, value);
        return x;
    }

    /// Random numbers, about one in `apart` of them replaced by zeros, subnormals, infinities, NaN and the like.
    static float[] special(long seed, int count, int apart) {
        float[] x = random(seed, count);
        SeededRandom random = SeededRandom.of(seed, 1);
        for (int i = 0; i < count; i++) {
            if (random.nextInt(apart) == 0) {
                x[i] = SPECIAL[random.nextInt(SPECIAL.length)];
            }
        }
        return x;
    }

    /// The bits, with one NaN for all but [#UNTOUCHED].
    static int[] bits(float[] x) {
        int[] bits = new int[x.length];
        for (int i = 0; i < x.length; i++) {
            int raw = Float.floatToRawIntBits(x[i]);
            bits[i] = raw == Float.floatToRawIntBits(UNTOUCHED) ? raw : Float.floatToIntBits(x[i]);
        }
        return bits;
    }

    static boolean isUntouched(float x) {
        return Float.floatToRawIntBits(x) == Float.floatToRawIntBits(UNTOUCHED);
    }

    static boolean isSubnormal(float x) {
        return x != 0 && Math.abs(x) < Float.MIN_NORMAL;
    }

    /// A check sum of the bits.
    static long digest(float[]... arrays) {
        CRC32 crc = new CRC32();
        for (float[] x : arrays) {
            ByteBuffer bytes = ByteBuffer.allocate(x.length * Float.BYTES);
            bytes.asIntBuffer().put(bits(x));
            crc.update(bytes);
        }
        return crc.getValue();
    }
}
