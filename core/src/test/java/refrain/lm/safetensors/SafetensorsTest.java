package refrain.lm.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static refrain.lm.safetensors.SafetensorsBytes.metadata;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {
    @TempDir
    Path directory;

    private Path file() {
        return directory.resolve("m.safetensors");
    }

    @Test
    void write_smallFile_hasExactlyTheseBytes() throws IOException {
        Safetensors.write(
                file(),
                metadata("format", "pt"),
                List.of(
                        new StoredTensor.Matrix("w", 2, 1, 4, new float[] {1, 9, 9, 9, -2}),
                        new StoredTensor.Bytes("b", new byte[] {7})));

        String header = "{\"__metadata__\":{\"format\":\"pt\"}"
                + ",\"w\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[0,8]}"
                + ",\"b\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[8,9]}}";
        String padded = header + " ".repeat(-header.length() & 7);
        byte[] data = ByteBuffer.allocate(9)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(1)
                .putFloat(-2)
                .put((byte) 7)
                .array();
        assertThat(Files.readAllBytes(file())).isEqualTo(SafetensorsBytes.of(padded, data));
    }

    @ParameterizedTest
    @CsvSource({"1,1,1", "3,5,16", "2,16,16", "40,1000,1008", "3,16384,16384", "2,20000,20000"})
    void matrix_written_isReadBackAndPaddingLeftAlone(int rows, int columns, int stride) throws IOException {
        float[] values = new float[rows * stride];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % stride < columns ? i : -1;
        }
        Safetensors.write(file(), metadata(), List.of(new StoredTensor.Matrix("w", rows, columns, stride, values)));

        float[] read = new float[values.length];
        Arrays.fill(read, -1);
        try (Safetensors tensors = Safetensors.open(file())) {
            tensors.read(new StoredTensor.Matrix("w", rows, columns, stride, read));
        }
        assertThat(read).isEqualTo(values);
    }

    @Test
    void tensors_written_areReadBackBitForBitAndInOrder() throws IOException {
        float[] odd = {Float.NaN, -0f, Float.MIN_VALUE, Float.NEGATIVE_INFINITY, 3};
        byte[] large = new byte[100_001];
        Arrays.fill(large, (byte) 5);
        Safetensors.write(
                file(),
                metadata("naïve \uD83D\uDE00", "line\n\"quoted\"", "a", ""),
                List.of(new StoredTensor.Bytes("z", large), StoredTensor.vector("a", odd)));

        try (Safetensors tensors = Safetensors.open(file())) {
            assertThat(tensors.names()).containsExactly("z", "a");
            assertThat(tensors.metadata())
                    .containsExactlyEntriesOf(metadata("naïve \uD83D\uDE00", "line\n\"quoted\"", "a", ""));
            assertThat(tensors.bytes("z")).isEqualTo(large);
            float[] read = new float[5];
            tensors.read(StoredTensor.vector("a", read)); // not aligned: it begins at byte 100,001
            assertThat(read).isEqualTo(odd);
            assertThat(tensors.shape("a")).hasValue(List.of(5L));
            assertThat(tensors.shape("b")).isEmpty();
        }
    }

    @Test
    void bytes_readIntoAnArray() throws IOException {
        Safetensors.write(file(), metadata(), List.of(new StoredTensor.Bytes("b", new byte[] {1, 2, 3})));
        byte[] read = new byte[3];
        try (Safetensors tensors = Safetensors.open(file())) {
            tensors.read(new StoredTensor.Bytes("b", read));
        }
        assertThat(read).containsExactly(1, 2, 3);
    }

    @ParameterizedTest
    @CsvSource({"F16,3E00,BC00", "BF16,3FC0,BF80", "F64,3FF8000000000000,BFF0000000000000", "F32,3FC00000,BF800000"})
    void floats_ofAnyWidth_areConverted(String type, String first, String second) throws IOException {
        int width = first.length() / 2;
        byte[] data = new byte[2 * width];
        for (int i = 0; i < width; i++) {
            data[i] = (byte) (Long.parseUnsignedLong(first, 16) >>> 8 * i);
            data[width + i] = (byte) (Long.parseUnsignedLong(second, 16) >>> 8 * i);
        }
        Safetensors tensors = Safetensors.of(
                "m",
                SafetensorsBytes.of(
                        "{\"w\":{\"dtype\":\"%s\",\"shape\":[2,1],\"data_offsets\":[0,%d]}}"
                                .formatted(type, data.length),
                        data));
        float[] read = new float[17];
        tensors.read(new StoredTensor.Matrix("w", 2, 1, 16, read));

        assertThat(read[0]).isEqualTo(1.5f);
        assertThat(read[16]).isEqualTo(-1f);
    }

    @ParameterizedTest
    @ValueSource(strings = {"I8", "BOOL", "U8", "F8_E4M3"})
    void floats_ofAnotherType_areRefused(String type) throws IOException {
        Safetensors tensors = Safetensors.of(
                "m",
                SafetensorsBytes.of("{\"w\":{\"dtype\":\"" + type + "\",\"shape\":[1],\"data_offsets\":[0,1]}}", 1));

        assertThatExceptionOfType(ModelFileException.class)
                .isThrownBy(() -> tensors.read(StoredTensor.vector("w", new float[1])))
                .withMessage("m: tensor \"w\" is of type %s; expected F32, F16, BF16 or F64", type);
    }

    @Test
    void tensor_ofAnotherShapeNameOrType_isRefused() throws IOException {
        Safetensors tensors = Safetensors.of(
                "m", SafetensorsBytes.of("{\"w\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]}}", 24));

        assertThatExceptionOfType(ModelFileException.class)
                .isThrownBy(() -> tensors.read(new StoredTensor.Matrix("w", 3, 2, 2, new float[6])))
                .withMessage("m: tensor \"w\" has the shape [2, 3]; expected [3, 2]");
        assertThatExceptionOfType(ModelFileException.class)
                .isThrownBy(() -> tensors.bytes("v"))
                .withMessage("m: it holds no tensor \"v\"; expected a file that this program wrote");
        assertThatExceptionOfType(ModelFileException.class)
                .isThrownBy(() -> tensors.bytes("w"))
                .withMessage("m: tensor \"w\" is of type F32; expected U8");
    }

    @Test
    void file_withoutTensorsOrMetadata_isSound() throws IOException {
        assertThat(Safetensors.of("m", SafetensorsBytes.of("{}", 0)).names()).isEmpty();
        Safetensors empty = Safetensors.of(
                "m", SafetensorsBytes.of("{\"e\":{\"dtype\":\"F32\",\"shape\":[0,7],\"data_offsets\":[0,0]}}  ", 0));
        assertThat(empty.shape("e")).hasValue(List.of(0L, 7L));
    }

    @Test
    void file_missingOrADirectory_isSaid() {
        assertThatExceptionOfType(ModelFileException.class)
                .isThrownBy(() -> Safetensors.open(file()))
                .withMessage(file() + ": there is no such file");
        assertThatExceptionOfType(ModelFileException.class)
                .isThrownBy(() -> Safetensors.open(directory))
                .withMessageStartingWith(directory + ": it is a directory");
    }

    @Test
    void closedTwice_isHarmless() throws IOException {
        Safetensors.write(file(), metadata(), List.of(StoredTensor.vector("a", new float[] {1})));
        Safetensors tensors = Safetensors.open(file());
        tensors.close();
        tensors.close();

        Files.delete(file());
        assertThat(file()).doesNotExist();
    }

    @Test
    void names_takenTwice_areRefused() {
        StoredTensor a = StoredTensor.vector("a", new float[1]);
        StoredTensor reserved = StoredTensor.vector("__metadata__", new float[1]);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Safetensors.write(file(), metadata(), List.of(a, a)))
                .withMessage("tensor \"a\": the name is taken already");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Safetensors.write(file(), metadata(), List.of(reserved)))
                .withMessage("tensor \"__metadata__\": the name is taken already");
        assertThat(file()).doesNotExist();
    }

    @Test
    void arrays_thatDoNotHoldTheShape_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StoredTensor.Matrix("w", 2, 3, 4, new float[6]))
                .withMessage("tensor \"w\": 2 × 3 floats, 4 apart, do not fit an array of 6");
        assertThatIllegalArgumentException().isThrownBy(() -> new StoredTensor.Matrix("w", 2, 3, 2, new float[9]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StoredTensor.Vector("v", 3, new float[2]))
                .withMessage("tensor \"v\": 3 floats do not fit an array of 2");
    }

    @Test
    void header_thatCouldNotBeReadBack_isNotWritten() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Safetensors.write(file(), metadata("k", "x".repeat(1 << 24)), List.of()))
                .withMessageContaining("it must have at most 16,777,216");
        assertThat(directory).isEmptyDirectory();
    }
}
