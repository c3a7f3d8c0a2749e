package refrain.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How much code there is. A budget is raised by decision, not by drift: last for copying short rows
/// by vectors.
class LineBudgetTest {
    private static final int LINES_OF_A_FILE = 300;

    /// Unrolled: an accumulator is a register only as a local variable of its own.
    private static final List<String> LONGER = List.of("VectorTiles2.java", "VectorTiles3.java", "VectorTiles4.java");

    @ParameterizedTest
    @CsvSource({"core, 33500", "cli, 8000", "examples, 300", "benchmarks, 6500"})
    void module_keepsItsBudget(String module, int budget) throws IOException {
        long code = lines(module, "main");
        System.out.printf("%-10s %,7d lines of %,d; tests %,7d%n", module, code, budget, lines(module, "test"));
        assertThat(code).isPositive().isLessThanOrEqualTo(budget);
    }

    @Test
    void file_fitsItsReader() throws IOException {
        try (Stream<Path> files = Files.walk(Repository.ROOT.resolve("core/src/main/java"))) {
            assertThat(files.filter(LineBudgetTest::isJava)
                            .filter(file -> !LONGER.contains(file.getFileName().toString())))
                    .hasSizeGreaterThan(100)
                    .allSatisfy(file -> assertThat(lines(file)).isLessThanOrEqualTo(LINES_OF_A_FILE));
        }
    }

    private static long lines(String module, String kind) throws IOException {
        try (Stream<Path> files = Files.walk(
                Repository.ROOT.resolve(module).resolve("src").resolve(kind).resolve("java"))) {
            return files.filter(LineBudgetTest::isJava)
                    .mapToLong(LineBudgetTest::lines)
                    .sum();
        }
    }

    private static boolean isJava(Path file) {
        return file.toString().endsWith(".java");
    }

    private static long lines(Path file) {
        assertThat(file).isRegularFile();
        return org.assertj.core.util.Files.linesOf(file.toFile(), java.nio.charset.StandardCharsets.UTF_8)
                .size();
    }
}
