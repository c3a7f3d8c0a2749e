package refrain.cli.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConclusionTest {
    @Test
    void quality_worseThanTheModelBegunWith_saysSo() {
        assertThat(Conclusion.quality(1.7, 1.6))
                .startsWith("best validation loss 1.7000 nats a token: perplexity 5.47,")
                .endsWith("training has not improved on the model it began with: 1.6000");
    }

    @Test
    void quality_betterThanTheModelBegunWith_isItself() {
        assertThat(Conclusion.quality(1.5, 1.6)).isEqualTo(Conclusion.quality(1.5));
        assertThat(Conclusion.quality(1.5, Double.POSITIVE_INFINITY)).isEqualTo(Conclusion.quality(1.5));
    }
}
