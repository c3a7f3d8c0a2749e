package refrain.benchmarks.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpdateRuleTest {
    private static final Path KEPT = Path.of("../core/src/test/resources/golden/optimizers.json");

    /// Whoever changes the rules has to make the file again.
    @Test
    void rules_areThoseInTheKeptFile(@TempDir Path folder) throws IOException {
        Path fresh = folder.resolve("rules.json");
        try (GoldenFile file = new GoldenFile(fresh)) {
            for (UpdateRule rule : UpdateRule.all()) {
                file.startObject(rule.name());
                rule.constants().forEach(file::number);
                file.endObject();
            }
        }
        assertThat(settings(KEPT)).isEqualTo(settings(fresh)).hasSizeGreaterThan(11);
    }

    @Test
    void sgd_firstStep_saysSo() {
        UpdateRule momentum = new UpdateRule.Sgd("momentum", 0.5f, 0, 0.75f, false);
        assertThat(momentum.script(0)).contains("momentum=0.75, lr=0.5,").contains("is_first_step=True");
        assertThat(momentum.script(1)).contains("is_first_step=False");
    }

    @Test
    void sgd_withoutMomentum_takesNoBuffer() {
        assertThat(new UpdateRule.Sgd("sgd", 0.5f, 0, 0, false).script(0)).contains("_fused_sgd(p, g, none,");
    }

    @Test
    void adam_countsStepsFromOne() {
        UpdateRule adam = new UpdateRule.Adam("adamw", 0.5f, 0, 0.75f, 0.5f, 0.25f, true);
        assertThat(adam.script(0)).contains("torch.full([], 1,").contains("_fused_adamw(");
    }

    private static List<String> settings(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.dropWhile(line -> !line.equals("  \"sgd\" : {"))
                    .filter(line -> line.matches("  +\"[a-z0-9-]+\" : (\\{|-?[0-9.E-]+),?"))
                    .map(line -> line.replaceAll(",$", ""))
                    .filter(line -> !line.contains("\"parameters\""))
                    .toList();
        }
    }
}
