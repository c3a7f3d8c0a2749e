package refrain.kernel.team;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkerTest {
    private static final int[] COUNTS = {1, 2, 3, 7, 64};

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 6, 7, 8, 63, 64, 65, 650, 10_000, Integer.MAX_VALUE})
    void shares_followEachOtherAndCoverAll(int items) {
        for (int count : COUNTS) {
            int end = 0;
            for (int index = 0; index < count; index++) {
                Worker worker = worker(index, count);
                assertThat(worker.from(items)).isEqualTo(end);
                assertThat(worker.to(items)).isGreaterThanOrEqualTo(end);
                end = worker.to(items);
            }
            assertThat(end).isEqualTo(items);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 6, 7, 8, 63, 64, 65, 650, 10_000, Integer.MAX_VALUE})
    void shares_differByAtMostOne(int items) {
        for (int count : COUNTS) {
            for (int index = 0; index < count; index++) {
                Worker worker = worker(index, count);
                assertThat((long) worker.to(items) - worker.from(items))
                        .isBetween((long) items / count, (long) items / count + 1);
            }
        }
    }

    private static Worker worker(int index, int count) {
        return new Worker(index, count, new Barrier(count));
    }
}
