package refrain.train;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import refrain.refusal.RefusalException;
import refrain.train.config.Averaging;
import refrain.train.config.Craft;
import refrain.train.config.Limits;
import refrain.train.config.Transfer;
import refrain.train.config.Windows;

/// Settings that would do nothing, or never end, are refused before the first update.
class CraftRefusalTest {
    @TempDir
    private Path folder;

    private RunFolder files;
    private TinyRun run;

    @BeforeEach
    void open() throws IOException {
        files = new RunFolder(folder);
        run = TinyRun.small();
    }

    @AfterEach
    void close() {
        run.close();
    }

    @Test
    void unfreezing_beyondTheRun_isRefused() {
        Craft craft = Craft.NONE.withTransfer(Transfer.NONE.withUnfreezeEpochs(2_000_000_000));
        assertThatExceptionOfType(RefusalException.class)
                .isThrownBy(
                        () -> run.unvalidated(TinyRun.CONFIG.withCraft(craft).withLimits(Limits.epochs(3)))
                                .train(files.model("never")))
                .withMessageStartingWith("unfreeze-epochs is 2,000,000,000: ");
    }

    @Test
    void freeze_byManyStars_isFoundAtOnce() {
        assertThatExceptionOfType(RefusalException.class)
                .isThrownBy(() -> train(Transfer.NONE.withFrozen(List.of("*".repeat(60) + "x"))))
                .withMessageStartingWith("freeze is ****");
    }

    @Test
    void average_afterTheEnd_isRefused() {
        Craft craft = Craft.NONE.withAveraging(new Averaging.From(50));
        assertThatExceptionOfType(RefusalException.class)
                .isThrownBy(
                        () -> run.unvalidated(TinyRun.CONFIG.withCraft(craft).withLimits(Limits.updates(50)))
                                .train(files.model("never")))
                .withMessage("average from:50 in a run that ends after 50 updates: there would be nothing to average");
    }

    @Test
    void randomLengths_ofMoreEpochsThanCanBeCounted_areRefusedAtOnce() {
        Craft craft = Craft.NONE.withWindows(new Windows(1, true));
        assertThatExceptionOfType(RefusalException.class)
                .isThrownBy(
                        () -> run.unvalidated(TinyRun.CONFIG.withCraft(craft).withLimits(Limits.epochs(2_000_000_000)))
                                .train(files.model("never")))
                .withMessageContaining("2,000,000,000 epochs have more than 16,777,216 windows");
    }

    private Result train(Transfer transfer) throws IOException {
        return run.unvalidated(TinyRun.CONFIG.withCraft(Craft.NONE.withTransfer(transfer)))
                .train(files.model("m"));
    }
}
