package refrain.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import refrain.train.config.Limits;

class TrainerAllocationTest {
    @TempDir
    private Path folder;

    @Test
    void steadyUpdates_allocateNothing() throws IOException {
        try (TinyRun run = TinyRun.small()) {
            Trainer trainer = run.unvalidated(TinyRun.CONFIG.withLimits(Limits.updates(20_000)));
            AllocationMeter meter = new AllocationMeter(trainer::requestStop);
            trainer.listening(meter).train(new RunFolder(folder).model("m"));
            assertThat(meter.least()).isZero();
        }
    }
}
