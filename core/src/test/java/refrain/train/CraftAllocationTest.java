package refrain.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import refrain.train.config.Averaging;
import refrain.train.config.Craft;
import refrain.train.config.Limits;
import refrain.train.config.Noise;
import refrain.train.config.TrainingConfig;
import refrain.train.config.Transfer;
import refrain.train.config.Windows;

/// What goes beyond the plain run allocates nothing either, once it is compiled.
class CraftAllocationTest {
    @TempDir
    private Path folder;

    @Test
    void steadyUpdates_withNoiseAveragesAndRandomWindows_allocateNothing() throws IOException {
        Craft craft = new Craft(
                Averaging.parse("ema:0.9"), Noise.parse("kneser-ney:0.3"), new Windows(3, true), Transfer.NONE);
        TrainingConfig config = TinyRun.CONFIG.withCraft(craft).withRate(0.01).withLimits(Limits.updates(30_000));
        try (TinyRun run = TinyRun.small()) {
            Trainer trainer = run.unvalidated(config);
            AllocationMeter meter = new AllocationMeter(trainer::requestStop);
            trainer.listening(meter).train(folder.resolve("m.safetensors"));
            assertThat(meter.least()).isZero();
        }
    }
}
