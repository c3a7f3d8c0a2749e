package refrain.lm.safetensors;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import refrain.kernel.random.SeededRandom;

/// Damages files, the way a fuzzer does but the same way each time.
public final class Mutations {
    /// What a header is made of, and numbers at the edges.
    private static final String[] PIECES = {
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\\u0000",
        "\\",
        "null",
        "-1",
        "0",
        "00",
        "1e9",
        "1.5",
        "4294967296",
        "9223372036854775807",
        "9223372036854775808",
        "\"F64\"",
        "\"dtype\"",
        "\"__metadata__\"",
        "\u00e9",
        "\ud83d\ude00",
        " ",
        "\n"
    };

    private Mutations() {}

    /// One to four damages at random places.
    public static byte[] mutate(byte[] sound, SeededRandom random) {
        byte[] bytes = sound.clone();
        for (int count = 1 + random.nextInt(4); count > 0 && bytes.length > 0; count--) {
            bytes = damage(bytes, random.nextInt(bytes.length), random);
        }
        return bytes;
    }

    private static byte[] damage(byte[] bytes, int at, SeededRandom random) {
        return switch (random.nextInt(6)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> splice(bytes, at, Math.min(bytes.length, at + random.nextInt(1, 9)), new byte[0]);
            case 2 -> splice(bytes, at, at, piece(random));
            case 3 -> splice(bytes, at, Math.min(bytes.length, at + random.nextInt(1, 5)), piece(random));
            case 4 -> {
                bytes[at] ^= (byte) (1 << random.nextInt(8));
                yield bytes;
            }
            default -> {
                bytes[random.nextInt(Math.min(8, bytes.length))] = (byte) random.nextInt();
                yield bytes;
            }
        };
    }

    private static byte[] piece(SeededRandom random) {
        return PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] splice(byte[] bytes, int from, int to, byte[] piece) {
        byte[] result = Arrays.copyOf(bytes, from + piece.length + bytes.length - to);
        System.arraycopy(piece, 0, result, from, piece.length);
        System.arraycopy(bytes, to, result, from + piece.length, bytes.length - to);
        return result;
    }
}
