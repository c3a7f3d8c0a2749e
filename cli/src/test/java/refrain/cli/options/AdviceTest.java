package refrain.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import refrain.refusal.Remedy;

class AdviceTest {
    @ParameterizedTest
    @EnumSource(Remedy.Choice.class)
    void everyChoice_namesItsOption(Remedy.Choice choice) {
        assertThat(Advice.of(choice)).containsPattern("--[a-z]").doesNotContain("Existing");
        assertThat(choice.words()).isNotEmpty().doesNotContain("--");
    }

    @Test
    void heap_isGivenByTheLaunchersVariable() {
        assertThat(Advice.of(new Remedy.Heap(512))).isEqualTo("REFRAIN_JAVA_OPTIONS=-Xmx512m");
    }
}
