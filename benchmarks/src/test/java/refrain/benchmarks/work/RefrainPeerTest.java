package refrain.benchmarks.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RefrainPeerTest {
    @ParameterizedTest
    @EnumSource
    void train_startsFromUniformAndLearns(Workload.Cell cell) {
        Workload workload = new Workload("w", cell, 40, 5, List.of(7, 9), false, 3, 4, 0.1f, 5);
        Windows windows = new Windows(workload);
        try (Peer peer = new RefrainPeer(workload, 1)) {
            double first = windows.train(peer);
            assertThat(first).isCloseTo(StrictMath.log(40), within(0.1));
            double sum = 0;
            for (int update = 1; update <= 320; update++) {
                double loss = windows.train(peer);
                sum += update > 256 ? loss : 0;
            }
            assertThat(sum / 64).isLessThan(first - 0.2);
        }
    }
}
