package refrain.lm.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.function.Supplier;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import refrain.kernel.Kernels;
import refrain.lm.RecurrentModel;
import refrain.lm.TestModels;
import refrain.lm.safetensors.Allocated;
import refrain.nn.tape.Footprint;
import refrain.refusal.HeapNeed;
import refrain.refusal.RefusalException;
import refrain.text.TokenStore;

/// What adapting is said to take is what it takes.
class AdaptationHeapTest {
    private static final Percentage NEARLY = Percentage.withPercentage(3);

    private final RecurrentModel model = TestModels.recurrent(Kernels.plain(), 1, 3, 11, "lstm:300");

    private static long bytes(HeapNeed need) {
        return need.weights() + need.activations();
    }

    private static long allocated(Supplier<Object> making) {
        assertThat(making.get()).isNotNull(); // classes are loaded now
        long before = Allocated.bytes();
        assertThat(making.get()).isNotNull();
        return Allocated.bytes() - before;
    }

    @Test
    void dynamicEvaluation_takesWhatIsSaid() throws IOException {
        Adaptation.Dynamic settings = Adaptation.Dynamic.DEFAULT.withSegment(100);
        try (TokenStore text = Texts.store(model.tokenizer(), "abc dad cab fee\n".repeat(30))) {
            GradientStatistics statistics = GradientStatistics.of(model, text, 1);
            long own = allocated(() -> DynamicEvaluation.of(model, settings, statistics, 1));
            long ofStatistics = Footprint.of(model.config()).copy();

            assertThat(bytes(DynamicEvaluation.heapNeed(model.config(), settings, 1)))
                    .isCloseTo(own + ofStatistics, NEARLY);
        }
    }

    @Test
    void gradientStatistics_takeWhatIsSaid() throws IOException {
        try (TokenStore text = Texts.store(model.tokenizer(), "abc dad cab fee\n".repeat(30))) {
            assertThat(bytes(GradientStatistics.heapNeed(model.config(), 1)))
                    .isCloseTo(allocated(() -> GradientStatistics.of(model, text, 1)), NEARLY);
        }
    }

    @Test
    void cache_largerThanAnArray_isRefused() {
        RecurrentModel wide = TestModels.recurrent(Kernels.plain(), 1, 3, 11, "rnn:2200");
        Cached cached = Cached.of(wide, new Adaptation.Cache(1_000_000, 0.3, 0.1));
        assertThatExceptionOfType(RefusalException.class)
                .isThrownBy(cached::cacheNeed)
                .withMessage("a cache of 1,000,000 states of 2,200 values is larger than an array may be%n".formatted()
                        + "  try: a smaller cache");
        assertThat(bytes(
                        Cached.of(wide, new Adaptation.Cache(900_000, 0.3, 0.1)).cacheNeed()))
                .isGreaterThan(4L * 900_000 * 2_200);
    }
}
