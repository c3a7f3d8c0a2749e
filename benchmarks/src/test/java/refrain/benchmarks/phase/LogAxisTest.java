package refrain.benchmarks.phase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class LogAxisTest {
    @Test
    void ticks_areOneTwoFive() {
        assertThat(new LogAxis(0.8, 60, 0, 100).ticks()).containsExactly(1.0, 2.0, 5.0, 10.0, 20.0, 50.0);
    }

    @Test
    void pixel_goesFromEndToEnd() {
        LogAxis axis = new LogAxis(1, 100, 500, 100);
        assertThat(axis.pixel(1)).isEqualTo(500);
        assertThat(axis.pixel(10)).isEqualTo(300, within(1e-9));
        assertThat(axis.pixel(100)).isEqualTo(100);
    }

    @Test
    void over_leavesRoomBesideTheOutermost() {
        LogAxis axis = LogAxis.over(DoubleStream.of(30, 3, 300), 0, 1);
        assertThat(axis.low()).isEqualTo(2);
        assertThat(axis.high()).isEqualTo(450);
    }
}
