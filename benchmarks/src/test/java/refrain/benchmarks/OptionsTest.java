package refrain.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class OptionsTest {
    @Test
    void parse_nothing_isEverything() {
        Options options = Options.parse();
        assertThat(options.workloads()).isEqualTo(Workload.all());
        assertThat(options.implementations()).containsExactly(Implementation.values());
        assertThat(options.rounds()).isEqualTo(5);
        assertThat(options.json()).isFalse();
    }

    @Test
    void parse_only_and_with_choose() {
        Options options = Options.parse("--only", "tiny", "--with", "pytorch", "--only", "char", "--with", "refrain");
        assertThat(options.workloads()).extracting(Workload::name).containsExactly("tiny", "char");
        assertThat(options.implementations()).containsExactly(Implementation.PYTORCH, Implementation.REFRAIN);
    }

    @Test
    void parse_numbers() {
        Options options = Options.parse(
                "--quick", "--rounds", "7", "--warm-up", "0", "--seconds", "0.5", "--threads", "3", "--json");
        assertThat(options.rounds()).isEqualTo(7);
        assertThat(options.warmUp()).isZero();
        assertThat(options.seconds()).isEqualTo(0.5);
        assertThat(options.threads()).isEqualTo(3);
        assertThat(options.json()).isTrue();
    }

    @Test
    void parse_quick_isOneShortRound() {
        assertThat(Options.parse("--quick").rounds()).isEqualTo(1);
        assertThat(Options.parse("--quick").seconds())
                .isLessThan(Options.parse().seconds());
    }

    @Test
    void parse_unknown_showsUsage() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse("--fast"))
                .withMessageContaining("unknown option --fast")
                .withMessageContaining("usage: benchmarks/run");
    }

    @Test
    void parse_missingValue_namesTheOption() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse("--rounds"))
                .withMessageContaining("--rounds needs a value");
    }

    @Test
    void parse_zeroRounds_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse("--rounds", "0"))
                .withMessage("rounds is 0; it must be at least 1");
    }

    @Test
    void parse_unknownImplementation_listsThem() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse("--with", "abacus"))
                .withMessage("implementation \"abacus\" is none of refrain, pytorch, deeplearning4j");
    }
}
