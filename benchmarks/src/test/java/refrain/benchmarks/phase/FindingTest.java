package refrain.benchmarks.phase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FindingTest {
    /// 100 operations a nanosecond, and 10 bytes of what is as large as 1,000 bytes.
    private static final Ceilings CEILINGS = new Ceilings(100, 90, new TreeMap<>(Map.of(1_000L, 10.0)));

    private static Finding finding(long operations, long bytes) {
        return new Finding(Phase.LOGITS, 1e-6, 0.5, new Cost(operations, bytes, 1_000), CEILINGS);
    }

    @Test
    void bound_ofHighIntensity_isMultiplyAdd() {
        Finding finding = finding(50_000, 1_000);
        assertThat(finding.isBoundByReading()).isFalse();
        assertThat(finding.bound()).isEqualTo(100);
        assertThat(finding.shareOfBound()).isEqualTo(0.5, within(1e-9));
    }

    @Test
    void bound_ofLowIntensity_isWhatBytesAllow() {
        Finding finding = finding(10_000, 5_000);
        assertThat(finding.isBoundByReading()).isTrue();
        assertThat(finding.bound()).isEqualTo(20);
        assertThat(finding.shareOfBound()).isEqualTo(0.5, within(1e-9));
    }

    @Test
    void bound_withoutProduct_isBandwidth() {
        Finding finding = finding(0, 2_500);
        assertThat(finding.bound()).isEqualTo(10);
        assertThat(finding.shareOfBound()).isEqualTo(0.25, within(1e-9));
    }

    @Test
    void isCosted_withoutSamplesOrCost_isFalse() {
        assertThat(new Finding(Phase.LOGITS, 0, 0, new Cost(1, 1, 1_000), CEILINGS).isCosted())
                .isFalse();
        assertThat(new Finding(Phase.OTHER, 1, 1, Cost.NONE, CEILINGS).isCosted())
                .isFalse();
    }
}
