package refrain.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import refrain.benchmarks.subject.Ceiling;
import refrain.benchmarks.subject.Implementation;
import refrain.benchmarks.work.Task;

class OptionReaderTest {
    @TempDir
    private Path folder;

    @Test
    void read_nothing_isEverything() {
        Options options = OptionReader.read();
        assertThat(options.tasks()).isEqualTo(Task.all());
        assertThat(options.implementations())
                .containsExactly(Implementation.REFRAIN, Implementation.PYTORCH, Implementation.DEEPLEARNING4J);
        assertThat(options.rounds()).isEqualTo(5);
        assertThat(options.updates()).isEqualTo(20);
        assertThat(options.report()).isEqualTo(Options.Report.SPEED);
        assertThat(options.json()).isFalse();
        assertThat(options.busy()).isFalse();
    }

    @Test
    void read_only_and_with_choose() {
        Options options = OptionReader.read(
                "--only", "tiny", "--with", "pytorch", "--only", "generate-char", "--with", "refrain");
        assertThat(options.tasks()).extracting(Task::name).containsExactly("tiny", "generate-char");
        assertThat(options.implementations()).containsExactly(Implementation.PYTORCH, Implementation.REFRAIN);
    }

    @Test
    void read_numbers() {
        Options options = OptionReader.read(
                "--quick",
                "--rounds",
                "7",
                "--warm-up",
                "0",
                "--seconds",
                "0.5",
                "--threads",
                "3",
                "--updates",
                "2",
                "--json");
        assertThat(options.rounds()).isEqualTo(7);
        assertThat(options.pace()).isEqualTo(new Options.Pace(0, 0.5));
        assertThat(options.threads()).isEqualTo(3);
        assertThat(options.updates()).isEqualTo(2);
        assertThat(options.json()).isTrue();
    }

    @Test
    void read_quick_givesWayToWhatIsGivenBesideIt() {
        assertThat(OptionReader.read("--seconds", "5", "--quick").pace().seconds())
                .isEqualTo(5);
    }

    @Test
    void read_implementationTwice_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OptionReader.read("--with", "refrain", "--with", "refrain"))
                .withMessage("--with refrain is given twice; once is enough");
    }

    @Test
    void read_against_comparesTwoBuilds() throws IOException {
        String before = checkout();
        Options options = OptionReader.read("--against", before, "--only", "tiny");
        assertThat(options.implementations()).containsExactly(Implementation.REFRAIN, Implementation.BEFORE);
        assertThat(options.against()).contains(folder);
        for (List<String> beside :
                List.of(List.of("--with", "refrain"), List.of("--scaling"), List.of("--phases", "tiny"))) {
            List<String> args = Stream.concat(Stream.of("--against", before), beside.stream())
                    .toList();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> OptionReader.read(args.toArray(String[]::new)))
                    .withMessageContaining("leave");
        }
    }

    @Test
    void read_againstNoCheckout_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OptionReader.read("--against", folder.toString()))
                .withMessage("--against %s: no benchmarks/run is in it; give the folder of a checkout", folder);
        assertThatIllegalArgumentException().isThrownBy(() -> OptionReader.read("--against", ""));
        assertThatIllegalArgumentException().isThrownBy(() -> OptionReader.read("--with", "before"));
    }

    @Test
    void read_againstTwice_isRefused() throws IOException {
        String before = checkout();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OptionReader.read("--against", before, "--against", before))
                .withMessageStartingWith("--against is given twice");
    }

    private String checkout() throws IOException {
        Path run = Files.createDirectory(folder.resolve("benchmarks")).resolve("run");
        assertThat(Files.createFile(run).toFile().setExecutable(true)).isTrue();
        return folder.toString();
    }

    @ParameterizedTest
    @CsvSource({"--seconds, Infinity", "--warm-up, NaN", "--rounds, 1e10", "--threads, 1.5"})
    void read_numberThatNoRunHas_isRefused(String option, String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> OptionReader.read(option, value));
    }

    @Test
    void pace_ofACeiling_isNeverLongerThanAnImplementations() {
        assertThat(OptionReader.read("--seconds", "0.05").pace(Ceiling.PRODUCT).seconds())
                .isEqualTo(0.05);
    }

    @Test
    void read_quick_isShort_withoutDeeplearning4jUnlessNamed() {
        Options quick = OptionReader.read("--quick");
        assertThat(quick.rounds()).isEqualTo(3);
        assertThat(quick.tasks()).hasSize(5).isSubsetOf(Task.all());
        assertThat(OptionReader.read("--quick", "--only", "tiny").tasks()).containsExactly(Task.named("tiny"));
        assertThat(quick.pace().seconds()).isLessThan(OptionReader.read().pace().seconds());
        assertThat(quick.implementations()).doesNotContain(Implementation.DEEPLEARNING4J);
        assertThat(OptionReader.read("--quick", "--with", "deeplearning4j").implementations())
                .containsExactly(Implementation.DEEPLEARNING4J);
    }

    @Test
    void read_reports() {
        assertThat(OptionReader.read("--scaling", "--busy").report()).isEqualTo(Options.Report.SCALING);
        assertThat(OptionReader.read("--scaling", "--busy").busy()).isTrue();
        Options phases = OptionReader.read("--phases", "char");
        assertThat(phases.report()).isEqualTo(Options.Report.PHASES);
        assertThat(phases.tasks()).extracting(Task::name).containsExactly("char");
    }

    @Test
    void read_svg_isForThePhasesOfOneTraining() {
        assertThat(OptionReader.read("--phases", "char", "--svg", "roof.svg").svg())
                .contains(Path.of("roof.svg"));
        for (String[] line : new String[][] {
            {"--only", "char", "--svg", "roof.svg"},
            {"--phases", "char", "--phases", "tiny", "--svg", "roof.svg"},
            {"--phases", "generate-char", "--svg", "roof.svg"}
        }) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> OptionReader.read(line))
                    .withMessageContaining("--svg draws one training; give it with one --phases CONFIGURATION of");
        }
    }

    @Test
    void pace_ofACeiling_isShortWhateverWasAsked() {
        Options options = OptionReader.read("--seconds", "60");
        assertThat(options.pace(Implementation.PYTORCH).seconds()).isEqualTo(60);
        assertThat(options.pace(Ceiling.READ).seconds()).isLessThan(1);
    }

    @Test
    void read_unknown_showsUsage() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OptionReader.read("--fast"))
                .withMessageContaining("unknown option --fast")
                .withMessageContaining("usage: benchmarks/run");
    }

    @Test
    void read_missingValue_namesTheOption() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OptionReader.read("--rounds"))
                .withMessageContaining("--rounds needs a value");
    }

    @Test
    void read_noNumber_namesOptionAndText() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OptionReader.read("--seconds", "ten"))
                .withMessageContaining("--seconds needs a number, not \"ten\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OptionReader.read("--rounds", "2.5"))
                .withMessageContaining("--rounds needs a whole number, not 2.5");
    }

    @Test
    void read_zeroRounds_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OptionReader.read("--rounds", "0"))
                .withMessage("rounds is 0; it must be at least 1");
    }

    @Test
    void read_unknownImplementation_listsThem() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OptionReader.read("--with", "abacus"))
                .withMessage("implementation \"abacus\" is none of refrain, pytorch, deeplearning4j");
    }
}
