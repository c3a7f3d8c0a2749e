package refrain.text.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Utf8Test {
    /// What the decoder makes of bytes, empty if it refuses them.
    private static Optional<String> decode(byte[] bytes) {
        Utf8 utf8 = new Utf8();
        StringBuilder text = new StringBuilder();
        for (byte b : bytes) {
            int codePoint = utf8.accept(b & 0xFF);
            if (codePoint == Utf8.MALFORMED) {
                return Optional.empty();
            }
            if (codePoint != Utf8.MORE) {
                text.appendCodePoint(codePoint);
            }
        }
        return utf8.complete() ? Optional.of(text.toString()) : Optional.empty();
    }

    private static Optional<String> decodeByJdk(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException refused) {
            return Optional.empty();
        }
    }

    @Test
    void codePoints_written_areReadBack() {
        byte[] bytes = new byte[6];
        for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
            if (Character.getType(codePoint) == Character.SURROGATE) {
                continue;
            }
            int length = Utf8.write(codePoint, bytes, 1);
            byte[] written = Arrays.copyOfRange(bytes, 1, 1 + length);
            String text = Character.toString(codePoint);
            if (!Arrays.equals(written, text.getBytes(StandardCharsets.UTF_8))
                    || length != Utf8.length(codePoint)
                    || !decode(written).equals(Optional.of(text))) {
                throw new AssertionError("U+%04X is written as %s"
                        .formatted(codePoint, HexFormat.of().formatHex(written)));
            }
        }
        assertThat(bytes[0]).isZero();
    }

    @Test
    void pairsOfBytes_areJudgedAsTheJdkDoes() {
        for (int pair = 0; pair < 1 << 16; pair++) {
            assertSame((byte) (pair >> 8), (byte) pair);
            assertSame((byte) (pair >> 8), (byte) pair, (byte) 0x80);
            assertSame((byte) (pair >> 8), (byte) pair, (byte) 0xBF, (byte) 0xBF);
        }
    }

    @Test
    void randomBytes_areJudgedAsTheJdkDoes() {
        SplittableRandom random = new SplittableRandom(42);
        int accepted = 0;
        for (int i = 0; i < 100_000; i++) {
            accepted += assertSame(randomSequence(random)) ? 1 : 0;
        }
        assertThat(accepted).isBetween(20_000, 80_000);
    }

    /// Some characters, in half of all cases with one byte changed.
    private static byte[] randomSequence(SplittableRandom random) {
        int[] limits = {0x80, 0x800, 0xD800, 0x110000};
        StringBuilder text = new StringBuilder();
        for (int n = 1 + random.nextInt(4); n > 0; n--) {
            int codePoint = random.nextInt(limits[random.nextInt(limits.length)]);
            text.appendCodePoint(Character.getType(codePoint) == Character.SURROGATE ? 'x' : codePoint);
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        if (random.nextBoolean()) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private static boolean assertSame(byte... bytes) {
        Optional<String> decoded = decode(bytes);
        if (!decoded.equals(decodeByJdk(bytes))) {
            throw new AssertionError(
                    "%s is decoded to %s".formatted(HexFormat.of().formatHex(bytes), decoded));
        }
        return decoded.isPresent();
    }

    @ParameterizedTest
    @CsvSource({"E9, E9", "E941, E9", "41E28241, E2", "F0808080, F0", "EDA080, ED", "C3A9BF, BF", "F5, F5", "C0AF, C0"})
    void malformed_namesTheFirstByteOfTheSequence(String hex, String expected) {
        Utf8 utf8 = new Utf8();
        for (byte b : HexFormat.of().parseHex(hex)) {
            if (utf8.accept(b & 0xFF) == Utf8.MALFORMED) {
                break;
            }
        }
        assertThat("%02X".formatted(utf8.lead())).isEqualTo(expected);
    }
}
