package refrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import refrain.nn.LayerConfig;
import refrain.nn.ModelConfig;

class DefaultsTest {
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 1_000, 20_000, 300_000, 1_000_000, 5_000_000, 100_000_000, 1L << 40})
    void forTokens_anySize_isSoundAndTheSameEachTime(long tokens) {
        Defaults defaults = Defaults.forTokens(tokens);
        assertThat(defaults.layers()).isNotEmpty();
        assertThat(defaults.training().limits().any()).isTrue();
        assertThat(Defaults.forTokens(tokens)).isEqualTo(defaults);
    }

    @Test
    void forTokens_moreText_neverMeansFewerWeights() {
        long before = 0;
        for (long tokens = 1; tokens < 1L << 40; tokens *= 2) {
            Defaults defaults = Defaults.forTokens(tokens);
            long weights = HeapNeed.parameters(new ModelConfig(65, defaults.input(), defaults.layers()));
            assertThat(weights).isGreaterThanOrEqualTo(before);
            before = weights;
        }
    }

    @Test
    void forTokens_moreText_neverMeansMorePasses() {
        int before = Integer.MAX_VALUE;
        for (long tokens = 1; tokens < 1L << 40; tokens *= 2) {
            int epochs = Defaults.forTokens(tokens).training().limits().epochs();
            assertThat(epochs).isLessThanOrEqualTo(before);
            before = epochs;
        }
    }

    @Test
    void layers_areWrittenAsThePersonWouldWriteThem() {
        assertThat(Defaults.forTokens(1_000_000).layers())
                .extracting(LayerConfig::spec)
                .allMatch(s -> s.matches("\\w+:\\d+"));
    }
}
