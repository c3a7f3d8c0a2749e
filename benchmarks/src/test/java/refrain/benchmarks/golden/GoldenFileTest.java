package refrain.benchmarks.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenFileTest {
    @Test
    void file_isAnObjectWithAnArrayALine(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("golden.json");
        try (GoldenFile file = new GoldenFile(path)) {
            file.text("cell", "lstm")
                    .number("rate", 0.1f)
                    .tokens("inputs", new int[] {3, 1})
                    .tensor("bias", new Tensor(new long[] {2}, new float[] {0.25f, -1e-9f}));
        }
        assertThat(Files.readAllLines(path))
                .containsExactly(
                        "{",
                        "  \"cell\" : \"lstm\",",
                        "  \"rate\" : 0.1,",
                        "  \"inputs\" : [ 3, 1 ],",
                        "  \"bias\" : {",
                        "    \"shape\" : [ 2 ],",
                        "    \"values\" : [ 0.25, -1.0E-9 ]",
                        "  }",
                        "}");
    }
}
