package refrain.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import refrain.refusal.RefusalException;

class PromptTest {
    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void stream_isReadWhole() throws IOException {
        assertThat(Prompt.read(stream("To be,\n天地\n"))).isEqualTo("To be,\n天地\n");
        assertThat(Prompt.read(stream("\uFEFFTo be,\r\nor\rnot"))).isEqualTo("To be,\nor\rnot");
        assertThat(Prompt.read(stream(""))).isEmpty();
        assertThat(Prompt.read(stream("x".repeat(1 << 20)))).hasSize(1 << 20);
    }

    @Test
    void stream_thatIsNoPrompt_isRefused() {
        assertThatExceptionOfType(RefusalException.class)
                .isThrownBy(() -> Prompt.read(new ByteArrayInputStream(new byte[] {'a', (byte) 0xE9, 'b'})))
                .withMessage("the prompt on standard input is not UTF-8");
        assertThatExceptionOfType(RefusalException.class)
                .isThrownBy(() -> Prompt.read(stream("x".repeat((1 << 20) + 1))))
                .withMessageContaining("is longer than 1,048,576 bytes");
    }

    @Test
    void generate_goesOnFromWhatIsPiped(@TempDir Path folder) {
        TrainedModel trained = TrainedModel.in(folder, "--updates", "60");
        InputStream terminal = System.in;
        System.setIn(stream("the line of a song\nthe li"));
        try {
            Captured.Run piped = Captured.run("generate", trained.model(), "--prompt", "-", "--length", 20);
            Captured.Run given =
                    Captured.run("generate", trained.model(), "--prompt", "the line of a song\nthe li", "--length", 20);
            assertThat(piped.code()).as(piped.err()).isZero();
            assertThat(piped).isEqualTo(given);
            assertThat(piped.out()).startsWith("the line of a song\nthe li");
        } finally {
            System.setIn(terminal);
        }
    }
}
