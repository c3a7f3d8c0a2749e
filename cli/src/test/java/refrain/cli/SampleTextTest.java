package refrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SampleTextTest {
    @Test
    void sample_isPlainTextOfThreePlays() throws IOException {
        String text = sample();

        assertThat(text).hasSizeBetween(400_000, 450_000);
        assertThat(text)
                .contains("HAMLET:\nTo be, or not to be: that is the question:\n")
                .contains("The Tragedy of Macbeth", "The Tragedy of Romeo and Juliet")
                .doesNotContain("<", ">", "&amp;", "\r")
                .endsWith("\n");
    }

    private static String sample() throws IOException {
        try (InputStream in = SampleTextTest.class.getResourceAsStream("sample/shakespeare.txt")) {
            assertThat(in)
                    .as("refrain/cli/sample/shakespeare.txt on the class path")
                    .isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
