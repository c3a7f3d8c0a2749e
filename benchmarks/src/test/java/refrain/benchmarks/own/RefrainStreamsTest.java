package refrain.benchmarks.own;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import refrain.benchmarks.work.Architecture;
import refrain.benchmarks.work.Work;

class RefrainStreamsTest {
    private static final Architecture ARCHITECTURE =
            new Architecture(Architecture.Cell.LSTM, 40, 5, List.of(7, 9), false);

    @Test
    void once_advancesEveryStreamByAToken() {
        try (Work streams = new RefrainStreams(ARCHITECTURE, 3, 2)) {
            assertThat(streams.size()).isEqualTo(3);
            for (int token = 0; token < 5; token++) {
                assertThat(streams.once()).isZero();
            }
        }
    }
}
