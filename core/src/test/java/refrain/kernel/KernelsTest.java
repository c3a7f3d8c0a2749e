package refrain.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import refrain.kernel.vector.Width;
import refrain.refusal.RefusalException;

class KernelsTest {
    static final List<String> NAMES = Kernels.NAMES;
    private static final Pattern CLASS_LOADED = Pattern.compile("\\[class,load *\\] (\\S+) source:");

    @ParameterizedTest
    @FieldSource("NAMES")
    void named_givesTheSetOfThatName(String name) {
        assertThat(Kernels.named(name).name()).isEqualTo(name);
        assertThat(Kernels.named(name.toUpperCase(Locale.ROOT)).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "vector", "vector1024", "plain ", "cuda"})
    void named_unknown_isRefusedWithTheKnownNames(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Kernels.named(name))
                .withMessage("kernels \"" + name + "\" is none of plain, vector128, vector256, vector512");
    }

    @Test
    void best_withTheModule_isTheProcessorsWidth() {
        assertThat(Kernels.best().name()).isEqualTo("vector" + Width.preferred().bits());
    }

    @Test
    void requireFusedMultiplyAdd_onThisMachine_passes() {
        assertThatCode(Kernels::requireFusedMultiplyAdd).doesNotThrowAnyException();
    }

    @Test
    void requireFusedMultiplyAdd_computedInSoftware_refuses() throws Exception {
        assertThat(run(List.of("-XX:+IgnoreUnrecognizedVMOptions", "-XX:-UseFMA"), "fma"))
                .containsPattern("refused: a fused multiply-add takes \\d+ ns here, because it is computed in software;"
                        + " train on a processor with FMA");
    }

    @Test
    void best_withoutTheModule_isPlain() throws Exception {
        assertThat(run(List.of(), "best")).contains("best: plain");
    }

    @Test
    void best_withoutTheModule_saysOnceHowFastAndWhatToAdd() throws Exception {
        String output = run(List.of(), "best", "best");
        assertThat(output)
                .containsOnlyOnce("kernels: plain Java, ")
                .containsPattern("WARNING: kernels: plain Java, \\d+\\.\\d Gflop/s on one core here;"
                        + " for the faster ones add --add-modules jdk.incubator.vector");
        assertThat(gigaflops(output)).isBetween(0.1, 1000.0);
    }

    @Test
    void best_withTheModule_doesNotWarn() throws Exception {
        assertThat(run(List.of("--add-modules", "jdk.incubator.vector"), "best"))
                .contains("best: vector")
                .doesNotContain("WARNING: kernels");
    }

    @Test
    void named_withoutTheModule_saysWhatToAdd() throws Exception {
        assertThat(run(List.of(), "vector256", "plain"))
                .contains("refused: kernels vector256 need the Vector API; add --add-modules jdk.incubator.vector")
                .contains("plain: plain");
    }

    @Test
    void kernels_withoutTheModule_loadNothingOfIt() throws Exception {
        String output = run(List.of("-Xlog:class+load"), "best", "vector256", "plain", "product");
        List<String> loaded = CLASS_LOADED
                .matcher(output)
                .results()
                .map(result -> result.group(1))
                .filter(name -> name.startsWith("refrain.") || name.startsWith("jdk.incubator."))
                .toList();
        assertThat(output).contains("product: 42.0");
        assertThat(loaded)
                .contains("refrain.kernel.Kernels", "refrain.kernel.PlainProducts")
                .noneMatch(name -> name.startsWith("refrain.kernel.vector.") || name.startsWith("jdk.incubator."));
    }

    /// Runs [Probe] in a Java machine of its own.
    private static String run(List<String> options, String... what) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = Stream.of(
                        Stream.of(java, "-Duser.language=en", "-cp", System.getProperty("java.class.path")),
                        options.stream(),
                        Stream.of(Probe.class.getName()),
                        Stream.of(what))
                .flatMap(part -> part)
                .toList();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static double gigaflops(String output) {
        Matcher number = Pattern.compile("([0-9.]+) Gflop/s").matcher(output);
        assertThat(number.find()).isTrue();
        return Double.parseDouble(number.group(1));
    }

    /// What the child processes run.
    static final class Probe {
        private Probe() {}

        public static void main(String[] what) {
            for (String one : what) {
                try {
                    System.out.println(one + ": " + answer(one));
                } catch (IllegalArgumentException | RefusalException e) {
                    System.out.println("refused: " + e.getMessage());
                }
            }
        }

        private static String answer(String what) {
            return switch (what) {
                case "best" -> Kernels.best().name();
                case "fma" -> {
                    Kernels.requireFusedMultiplyAdd();
                    yield "fast";
                }
                case "product" -> Float.toString(product());
                default -> Kernels.named(what).name();
            };
        }

        private static float product() {
            float[] c = new float[Products.PANEL];
            float[] b = Floats.filled(Products.PANEL, 7);
            Kernels.best()
                    .products()
                    .multiply(
                            Products.Layout.rows(Products.PANEL, 1, Products.PANEL),
                            1,
                            1,
                            new float[] {6},
                            0,
                            b,
                            0,
                            c,
                            0);
            return c[0];
        }
    }
}
