package refrain.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReadingLineTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final AtomicLong nanos = new AtomicLong();

    /// Reads 5,000 tokens, one a millisecond.
    private String read(boolean terminal) {
        Console console = new Console(new ByteArrayOutputStream(), err, terminal);
        try (ReadingLine line = new ReadingLine(console, nanos::get)) {
            for (int i = 0; i < 5_000; i++) {
                nanos.addAndGet(1_000_000);
                line.read(1);
            }
        }
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void terminal_isShownTokensAndSpeed_andIsClearedAtTheEnd() {
        String shown = read(true);
        assertThat(shown.split("\r")).hasSize(1 + 5_000 / 200 + 1);
        assertThat(shown).contains("\r\033[K1,000 tokens read  1,000 tokens/s").endsWith("\r\033[K");
    }

    @Test
    void whatIsSaid_standsOnALineOfItsOwn() {
        Console console = new Console(new ByteArrayOutputStream(), err, true);
        try (ReadingLine line = new ReadingLine(console, nanos::get)) {
            nanos.addAndGet(1_000_000_000);
            line.read(2_000);
            line.say("half");
        }
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("\r\033[K2,000 tokens read  2,000 tokens/s\r\033[Khalf\n");
    }

    @Test
    void pipe_isShownNothing() {
        assertThat(read(false)).isEmpty();
    }
}
