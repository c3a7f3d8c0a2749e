package refrain.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import refrain.kernel.Kernels;
import refrain.kernel.Slots;
import refrain.nn.InputConfig;
import refrain.nn.LayerConfig;
import refrain.nn.ModelConfig;
import refrain.nn.Regularization;
import refrain.nn.tape.Footprint;
import refrain.text.CharTokenizer;
import refrain.text.TokenStore;
import refrain.text.Vocabulary;
import refrain.text.corpus.Corpus;
import refrain.train.config.Craft;
import refrain.train.config.Noise;
import refrain.train.config.OptimizerConfig;
import refrain.train.config.TrainingConfig;
import refrain.train.engine.BigramCounts;
import refrain.train.engine.Engine;

class MemoryTest {
    /// Objects around the arrays.
    private static final long OBJECTS = 100_000;

    private static final ThreadMXBean MACHINE = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @ParameterizedTest
    @ValueSource(strings = {"sgd", "momentum", "nesterov", "rmsprop", "adam", "adamw"})
    void bytes_areThoseOfTheEngineAndOfTheFilesItWrites(String optimizer) throws IOException {
        TrainingConfig config = TrainingConfig.DEFAULT
                .withBatch(8)
                .withSteps(16)
                .withOptimizer(OptimizerConfig.named(optimizer))
                .withRegularization(new Regularization(0.1f, 0.1f, 0.1f, 0.1f));
        Corpus text = Corpus.ofText("the line of a song that returns\n".repeat(600));
        CharTokenizer tokenizer = CharTokenizer.train(text, Vocabulary.Limits.NONE);
        ModelConfig model = new ModelConfig(
                tokenizer.vocabulary().size(), new InputConfig.Embedding(16), List.of(LayerConfig.parse("lstm:256")));
        try (TokenStore store = TokenStore.inMemory(tokenizer, text)) {
            Memory memory = Memory.of(model, config, store, Optional.of(store), 1);
            Footprint footprint = Footprint.of(model);
            long later = footprint.state(config.batch()) + Slots.BYTES; // when saving, and in the first update

            assertThat(allocated(model, config, store))
                    .isBetween((long) (0.95 * (memory.bytes() - later)), memory.bytes() + OBJECTS);
        }
    }

    /// Noise that is drawn by bigrams takes a table of them before most of the rest is there: two while it grows,
    /// never more than was said.
    @Test
    void bytes_ofNoise_countWhereTheTableIsLargerThanWhatFollows() throws IOException {
        StringBuilder many = new StringBuilder();
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 200_000; i++) {
            many.appendCodePoint('一' + random.nextInt(1_000));
        }
        Corpus text = Corpus.ofText(many.toString());
        CharTokenizer tokenizer = CharTokenizer.train(text, Vocabulary.Limits.NONE);
        ModelConfig model = new ModelConfig(
                tokenizer.vocabulary().size(), new InputConfig.Embedding(8), List.of(LayerConfig.parse("lstm:8")));
        TrainingConfig large = TrainingConfig.DEFAULT;
        TrainingConfig small = large.withBatch(1).withSteps(1);
        Craft noisy = Craft.NONE.withNoise(new Noise.KneserNey(0.1));
        try (TokenStore store = TokenStore.inMemory(tokenizer, text)) {
            long table = BigramCounts.bytes(store.size(), store.vocabularySize());
            long taken = allocated(model, large.withCraft(noisy), store) - allocated(model, large, store);

            assertThat(Memory.of(model, small.withCraft(noisy), store, Optional.empty(), 1)
                            .bytes())
                    .isEqualTo(Footprint.of(model).network() + table);
            assertThat(Memory.of(model, large.withCraft(noisy), store, Optional.empty(), 1))
                    .isEqualTo(Memory.of(model, large, store, Optional.empty(), 1));

            assertThat(taken)
                    .isBetween(table / 8, 2 * table); // the old tables, each half the next, were freed meanwhile
        }
    }

    private static long allocated(ModelConfig model, TrainingConfig config, TokenStore text) {
        Engine.of(model, config, text, Optional.of(text), 0, Kernels.plain(), 1).close();
        long before = MACHINE.getCurrentThreadAllocatedBytes();
        Engine.of(model, config, text, Optional.of(text), 0, Kernels.plain(), 1).close();
        return MACHINE.getCurrentThreadAllocatedBytes() - before;
    }
}
