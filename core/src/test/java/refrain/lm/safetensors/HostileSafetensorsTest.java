package refrain.lm.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import refrain.kernel.random.SeededRandom;

class HostileSafetensorsTest {
    private static final String TENSOR = "\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}";

    /// Classes that are loaded on the way, and a parser's buffers.
    private static final long ROOM = 1 << 20;

    @TempDir
    Path directory;

    private static void assertRefused(byte[] bytes, String found) {
        assertThatExceptionOfType(ModelFileException.class)
                .isThrownBy(() -> Safetensors.of("m.safetensors", bytes))
                .withMessageStartingWith("m.safetensors: ")
                .withMessageContaining(found)
                .withMessageEndingWith("; the file is damaged or not a model, use another copy of it");
    }

    @Test
    void file_shorterThanALength_isRefused() {
        assertRefused(new byte[0], "it has 0 bytes; expected at least 8");
        assertRefused(new byte[7], "it has 7 bytes; expected at least 8");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 3, 1 << 24, 100_000_000, Integer.MAX_VALUE, Long.MAX_VALUE, -1, Long.MIN_VALUE})
    void headerLength_thatTheFileCannotHold_isRefused(long length) {
        byte[] bytes = SafetensorsBytes.of("{}", 0);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length);

        assertRefused(bytes, "its header has " + Long.toUnsignedString(length) + " bytes; expected 2 to 2");
    }

    @Test
    void headerLength_aboveTheLimit_isRefusedThoughTheFileHoldsIt() {
        byte[] bytes = new byte[(1 << 24) + 100];
        Arrays.fill(bytes, (byte) ' ');
        bytes[8] = '{';
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(0, (1 << 24) + 1);

        assertRefused(bytes, "its header has 16777217 bytes; expected 2 to 16777216");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{{",
                "{]",
                "{\"a",
                "{}{}",
                "{} x",
                "{}\0",
                "{a:1}",
                "{'a':{}}",
                "{\"a\":1,}",
                "{\"w\":{},}",
                "{//\n}",
                "{\"__metadata__\":null}",
                "{\"__metadata__\":{\"a\":1}}",
                "{\"__metadata__\":{\"a\":{}}}",
                "{\"w\":[]}",
                "{\"w\":{}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[1]}}",
                "{\"w\":{\"dtype\":\"F31\",\"shape\":[1],\"data_offsets\":[0,4]}}",
                "{\"w\":{\"dtype\":4,\"shape\":[1],\"data_offsets\":[0,4]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":1,\"data_offsets\":[0,4]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[1.0],\"data_offsets\":[0,4]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[1e0],\"data_offsets\":[0,4]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[\"1\"],\"data_offsets\":[0,4]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[[1]],\"data_offsets\":[0,4]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[1,1,1,1,1,1,1,1,1],\"data_offsets\":[0,4]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4,4]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4],\"x\":1}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,99999999999999999999]}}",
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,999999999999999999999999999]}}",
            })
    void header_thatBreaksAGrammar_isRefused(String header) {
        assertRefused(SafetensorsBytes.of(header, 4), "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1] | 0,3 | tensor \"w\" lies at bytes 0 to 3; F32 of shape [1] takes 4 bytes",
                "[1] | 4,0 | lies at bytes 4 to 0",
                "[1] | -4,0 | lies at bytes -4 to 0",
                "[2] | 0,8 | its tensors take 8 bytes; expected 4, the rest of the file",
                "[] | 0,8 | F32 of shape [] takes 4 bytes",
                "[-1] | 0,-4 | shape [-1] of F32 has no size",
                "[-1,-1] | 0,4 | shape [-1, -1] of F32 has no size",
                "[4294967296,4294967296] | 0,0 | shape [4294967296, 4294967296] of F32 has no size",
                "[2305843009213693952] | 0,4 | shape [2305843009213693952] of F32 has no size",
                "[9223372036854775807,2] | 0,4 | has no size",
                "[1] | 1,5 | begins at byte 1 of the data, after a gap; expected it at byte 0",
                "[1] | 9223372036854775803,9223372036854775807 | after a gap",
                "[0] | 0,0 | its tensors take 0 bytes; expected 4",
            })
    void tensor_thatDoesNotFit_isRefused(String shape, String offsets, String found) {
        String header = "{\"w\":{\"dtype\":\"F32\",\"shape\":%s,\"data_offsets\":[%s]}}".formatted(shape, offsets);

        assertRefused(SafetensorsBytes.of(header, 4), found);
    }

    @Test
    void tensors_thatOverlap_areRefused() {
        String second = "\"v\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[2,6]}";

        assertRefused(
                SafetensorsBytes.of("{" + TENSOR + "," + second + "}", 6),
                "\"v\" begins at byte 2 of the data, inside");
        assertRefused(
                SafetensorsBytes.of("{" + TENSOR + "," + TENSOR.replace("\"w\"", "\"v\"") + "}", 4),
                "begins at byte 0 of the data, inside another; expected it at byte 4");
    }

    @Test
    void keys_thatOccurTwice_areRefused() {
        assertRefused(SafetensorsBytes.of("{" + TENSOR + "," + TENSOR + "}", 4), "its header has \"w\" twice");
        assertRefused(
                SafetensorsBytes.of("{\"__metadata__\":{\"a\":\"\",\"a\":\"\"}}", 0), "its header has \"a\" twice");
        assertRefused(
                SafetensorsBytes.of("{\"__metadata__\":{},\"__metadata__\":{}}", 0), "expected __metadata__ once");
        assertRefused(
                SafetensorsBytes.of("{" + TENSOR.replace("\"shape\"", "\"dtype\":\"F32\",\"shape\"") + "}", 4),
                "its header has \"dtype\" twice");
    }

    @Test
    void header_thatIsDeepOrNotUtf8_isRefused() {
        assertRefused(SafetensorsBytes.of("{\"a\":" + "[".repeat(100_000), 0), "expected an object");
        assertRefused(
                SafetensorsBytes.of("{\"__metadata__\":{\"a\":" + "{\"a\":".repeat(100_000), 0), "expected a string");
        byte[] latin = SafetensorsBytes.of("{\"__metadata__\":{\"a\":\"?\"}}", 0);
        latin[8 + 22] = (byte) 0xE9;
        assertRefused(latin, "its header is not valid JSON");
        byte[] wide = SafetensorsBytes.of("{\0\"\0a\0\"\0:\0{\0}\0}\0", 0);
        assertRefused(wide, "its header is not valid JSON");
    }

    @Test
    void fileOfManyGigabytes_opened_takesNoMemory() throws IOException {
        Path sparse = directory.resolve("sparse.safetensors");
        byte[] start = SafetensorsBytes.of(
                "{\"w\":{\"dtype\":\"F32\",\"shape\":[1048576,1024],\"data_offsets\":[0,4294967296]}}", 0);
        try (RandomAccessFile file = new RandomAccessFile(sparse.toFile(), "rw")) {
            file.write(start);
            file.setLength(start.length + (1L << 32));
        }
        long before = Allocated.bytes();

        try (Safetensors tensors = Safetensors.open(sparse)) {
            assertThat(tensors.elements("w")).isEqualTo(1 << 30);
        }
        assertThat(Allocated.bytes() - before).isLessThan(ROOM);
    }

    /// Every damage is either refused by a [ModelFileException] or leaves a file whose tensors can be read;
    /// memory stays within a bound that the file's length sets.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void damagedBytes_areRefusedOrRead_inBoundedMemory(long seed) {
        byte[] sound = SafetensorsBytes.of(
                "{\"__metadata__\":{\"format\":\"pt\"}," + TENSOR
                        + ",\"b\":{\"dtype\":\"U8\",\"shape\":[2,3],\"data_offsets\":[4,10]}"
                        + ",\"h\":{\"dtype\":\"F16\",\"shape\":[1],\"data_offsets\":[10,12]}} ",
                12);
        SeededRandom random = SeededRandom.of(seed);
        int refused = 0;
        for (int i = 0; i < 5_000; i++) {
            byte[] bytes = Mutations.mutate(sound, random);
            long before = Allocated.bytes();
            refused += SafetensorsProbe.isSound(bytes) ? 0 : 1;
            assertThat(Allocated.bytes() - before).isLessThan(ROOM + 100L * bytes.length);
        }
        assertThat(refused).isBetween(2_000, 4_999);
    }
}
