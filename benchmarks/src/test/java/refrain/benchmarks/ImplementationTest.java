package refrain.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ImplementationTest {
    @ParameterizedTest
    @EnumSource
    void labelled_invertsLabel(Implementation implementation) {
        assertThat(Implementation.labelled(implementation.label())).isSameAs(implementation);
    }

    @ParameterizedTest
    @EnumSource
    void offers_allButDeeplearning4jsMissingGru(Implementation implementation) {
        assertThat(Workload.all())
                .allSatisfy(workload -> assertThat(implementation.offers(workload))
                        .isEqualTo(!implementation.label().equals("deeplearning4j")
                                || !workload.name().startsWith("gru")));
    }
}
