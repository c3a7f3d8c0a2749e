package refrain.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import refrain.refusal.RefusalException;
import refrain.train.checkpoint.Checkpoint;
import refrain.train.config.Limits;

/// Processes that die at each of the changes a run makes to the disk, one after the other.
class DeathTest {
    @TempDir
    private Path folder;

    private RunFolder files;

    @BeforeEach
    void open() {
        files = new RunFolder(folder);
    }

    @Test
    void deathAtAnyChange_resumed_givesTheBytesOfTheUninterruptedRun() throws Exception {
        DyingRun.SHORT.run(files.model("whole"), DyingRun.SHORT.config.limits());
        assertThat(folder.resolve("whole.superseded")).exists();
        int deaths = 0;
        while (DyingRun.SHORT.diesAt(deaths + 1, files.model("m" + (deaths + 1)))) {
            deaths++;
            DyingRun.SHORT.resume(files.model("m" + deaths));
            files.assertSameRun("m" + deaths, "whole");
            assertNothingIsLeft("m" + deaths);
        }
        assertThat(deaths).isGreaterThan(20);
    }

    /// Until the new run's beginning is on the disk, the old run is whole; from then on the new one is.
    @Test
    void deathOfAnOverwritingRun_leavesTheOldRunOrOneThatCanBeResumed() throws Exception {
        DyingRun.SHORT.run(files.model("whole"), DyingRun.SHORT.config.limits());
        try (TinyRun run = TinyRun.small()) {
            run.trainer(DyingRun.SHORT.config.withSeed(2)).train(files.model("old"));
        }
        for (int change = 1; change <= 13; change++) {
            String name = "m" + change;
            for (String suffix : new String[] {".safetensors", ".checkpoint", ".superseded", ".metrics.jsonl"}) {
                Files.copy(folder.resolve("old" + suffix), folder.resolve(name + suffix));
            }
            assertThat(DyingRun.OVERWRITING.diesAt(change, files.model(name))).isTrue();
            if (Files.mismatch(files.checkpoint(name), files.checkpoint("old")) < 0) {
                assertThat(files.model(name)).hasSameBinaryContentAs(files.model("old"));
                assertThatExceptionOfType(RefusalException.class)
                        .isThrownBy(() -> DyingRun.OVERWRITING.resume(files.model(name)))
                        .withMessageContaining("seed is 2");
            } else {
                DyingRun.OVERWRITING.resume(files.model(name));
                files.assertSameRun(name, "whole");
            }
        }
    }

    /// Each process measures a number of updates of its own; once it is on the disk, it is kept to.
    @Test
    void deathWhereTheNumberOfUpdatesIsFixed_resumed_givesTheBytesOfThatNumber() throws Exception {
        int deaths = 0;
        while (DyingRun.TIMED.diesAt(deaths + 1, files.model("m" + (deaths + 1)))) {
            deaths++;
            String name = "m" + deaths;
            DyingRun.TIMED.resume(files.model(name));
            long planned = planned(name);
            assertThat(planned).isBetween(75L, 1L << 50);
            DyingRun.TIMED.run(files.model("whole" + deaths), Limits.updates(planned));
            files.assertSameRun(name, "whole" + deaths);
        }
        assertThat(deaths).isGreaterThan(12);
    }

    private long planned(String name) throws IOException {
        try (Checkpoint checkpoint = Checkpoint.open(files.checkpoint(name))) {
            return checkpoint.state(RunState::of).plan.updates();
        }
    }

    /// But for the lock of a process that died at its first two changes, before it wrote its name: it is empty, and
    /// could be another program's.
    private void assertNothingIsLeft(String name) throws IOException {
        try (var left = Files.list(folder)) {
            assertThat(left.map(file -> String.valueOf(file.getFileName())))
                    .filteredOn(file -> file.startsWith(name + "."))
                    .noneMatch(file -> file.endsWith(".partial"))
                    .filteredOn(file -> file.endsWith(".lock"))
                    .allMatch(file -> file.matches("m[12].lock")
                            && folder.resolve(file).toFile().length() == 0);
        }
    }
}
