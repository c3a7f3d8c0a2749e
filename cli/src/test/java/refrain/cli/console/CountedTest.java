package refrain.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CountedTest {
    @Test
    void number_decidesTheEnding() {
        assertThat(Counted.of(1, "thread")).isEqualTo("1 thread");
        assertThat(Counted.of(0, "update")).isEqualTo("0 updates");
        assertThat(Counted.of(12_345, "epoch")).isEqualTo("12,345 epochs");
    }
}
