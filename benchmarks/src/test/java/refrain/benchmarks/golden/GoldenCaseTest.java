package refrain.benchmarks.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GoldenCaseTest {
    private static final Path KEPT = Path.of("../core/src/test/resources/golden");

    /// Whoever changes the cases has to make the files again.
    @ParameterizedTest
    @EnumSource
    void case_isTheOneInTheKeptFile(Cell cell, @TempDir Path folder) throws IOException {
        for (int layers = 1; layers <= 2; layers++) {
            GoldenCase golden = GoldenCase.of(cell, layers);
            Path fresh = folder.resolve(golden.name() + ".json");
            try (GoldenFile file = new GoldenFile(fresh)) {
                file.tokens("inputs", golden.inputs())
                        .tokens("targets", golden.targets())
                        .tensors("parameters", golden.parameters())
                        .tensors("initialState", golden.state());
            }
            assertThat(Files.readAllLines(KEPT.resolve(golden.name() + ".json")))
                    .containsSubsequence(Files.readAllLines(fresh).subList(1, 10))
                    .containsAll(valueLines(fresh));
        }
    }

    private static List<String> valueLines(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.contains("\"values\""))
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void weights_haveOneRowBlockPerGate(Cell cell) {
        assertThat(GoldenCase.of(cell, 2).parameters().get("rnn.weight_ih_l1").shape())
                .containsExactly(cell.gates * (long) GoldenCase.HIDDEN, GoldenCase.HIDDEN);
    }

    @ParameterizedTest
    @EnumSource
    void inputs_lieInTheVocabulary(Cell cell) {
        assertThat(Arrays.stream(GoldenCase.of(cell, 1).inputs()).boxed())
                .hasSize(GoldenCase.STREAMS * GoldenCase.STEPS)
                .allMatch(id -> id >= 0 && id < GoldenCase.VOCABULARY);
    }
}
