package refrain.benchmarks.work;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WorkloadTest {
    private static final Workload MEDIUM = Task.named("word-medium").workload();

    @Test
    void all_haveNamesOfTheirOwn() {
        assertThat(Workload.all()).extracting(Workload::name).doesNotHaveDuplicates();
    }

    @Test
    void tokens_areStreamsTimesSteps() {
        assertThat(MEDIUM.tokens()).isEqualTo(20 * 35);
    }

    @Test
    void withoutDropout_differsInNothingElse() {
        Workload certain = MEDIUM.withoutDropout();
        assertThat(MEDIUM.dropout()).isEqualTo(0.5f);
        assertThat(certain.dropout()).isZero();
        assertThat(certain).usingRecursiveComparison().ignoringFields("dropout").isEqualTo(MEDIUM);
    }

    @Test
    void kindsOfTokens_areFewerThanTokens() {
        assertThat(MEDIUM.kindsOfTokens()).isBetween(100, 699);
    }
}
