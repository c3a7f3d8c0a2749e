package refrain.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Processes that train are killed without warning, again and again, until one comes to its end.
class KillTest {
    private static final int KILLS = 5;

    @TempDir
    private Path folder;

    @Test
    void killedProcess_resumed_writesTheBytesOfTheUninterruptedRun() throws IOException, InterruptedException {
        Path whole = folder.resolve("whole.safetensors");
        try (TinyRun run = TinyRun.small()) {
            run.trainer(TinyRun.CONFIG).train(whole);
        }
        Path killed = folder.resolve("killed.safetensors");
        SplittableRandom random = new SplittableRandom(5);
        long last = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            last = runAndKill(killed, last + 1 + random.nextInt(35), random.nextInt(3_000));
        }
        Process process = TinyRun.process(killed).start();
        process.inputReader().transferTo(Writer.nullWriter());
        assertThat(process.waitFor()).isZero();
        assertThat(killed).hasSameBinaryContentAs(whole);
        assertThat(folder.resolve("killed.checkpoint.partial")).doesNotExist();
        assertThat(Files.readAllLines(new RunFiles(killed).metrics()).stream()
                        .filter(line -> line.contains("\"update\":60,")))
                .hasSize(1);
    }

    /// Kills a process some microseconds after it reports `update`.
    /// @return the update it is known to have reached
    private static long runAndKill(Path model, long update, int microseconds) throws IOException, InterruptedException {
        Process process = TinyRun.process(model).start();
        long reached = 0;
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                reached = Long.parseLong(line);
                if (reached >= update) {
                    break;
                }
            }
            Thread.sleep(microseconds / 1_000, microseconds % 1_000 * 1_000);
            process.destroyForcibly().waitFor();
        }
        return reached;
    }
}
