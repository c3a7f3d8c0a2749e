package refrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
    @Test
    void demo_short_showsBothPerplexitiesTextAndWhatToDoNext(@TempDir Path folder) {
        Captured.Run run = Captured.run("demo", "--minutes", "0.02", "--folder", folder.resolve("new"));
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(perplexity(run, "before")).isGreaterThan(perplexity(run, "after"));
        assertThat(run.out()).hasSizeGreaterThan(300);
        assertThat(run.err())
                .contains(
                        "What to do next:",
                        "refrain generate " + folder.resolve("new/demo.safetensors") + " --prompt 'To be'");
        assertThat(folder.resolve("new/demo.svg")).isRegularFile();
        assertThat(folder.resolve("new/shakespeare.txt")).content().contains("HAMLET");
    }

    private static double perplexity(Captured.Run run, String when) {
        String line = run.errLines().stream()
                .filter(said -> said.startsWith("perplexity " + when))
                .findFirst()
                .orElseThrow();
        return Double.parseDouble(line.replaceAll(".*\\s", ""));
    }
}
