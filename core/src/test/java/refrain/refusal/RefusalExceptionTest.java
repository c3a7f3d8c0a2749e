package refrain.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RefusalExceptionTest {
    private final RefusalException refusal = new RefusalException(
            "m.safetensors: it exists already%n  ".formatted(), Remedy.Choice.GO_ON, Remedy.Choice.REPLACE);

    @Test
    void message_endsWithTheRemediesInWordsOfTheLibrary() {
        assertThat(refusal)
                .hasMessage("m.safetensors: it exists already%n  go on with that run (Existing.RESUME),".formatted()
                        + " or replace it (Existing.OVERWRITE) or choose another name");
    }

    @Test
    void message_inOtherWords_differsInTheRemediesAlone() {
        assertThat(refusal.message(remedy -> remedy == Remedy.Choice.GO_ON ? "--resume" : "--overwrite"))
                .isEqualTo("m.safetensors: it exists already%n  --resume, or --overwrite".formatted());
    }

    @Test
    void refusal_withoutRemedies_saysWhatWasFound() {
        assertThat(new RefusalException("the run was stopped").message(Remedy::words))
                .isEqualTo("the run was stopped");
    }

    @Test
    void at_keepsTheRemediesAndTheCause() {
        RefusalException at = new RefusalException("too few; use ", Remedy.Choice.FEWER_STREAMS).at("a.txt");

        assertThat(at).hasMessage("a.txt: too few; use fewer streams or more text");
        assertThat(at.message(remedy -> "--batch")).isEqualTo("a.txt: too few; use --batch");
        assertThat(at).hasCauseInstanceOf(RefusalException.class);
    }

    @Test
    void of_aRefusedArgument_saysTheSame() {
        IllegalArgumentException refused = new IllegalArgumentException("batch is 0; it must be at least 1");

        assertThat(RefusalException.of(refused))
                .hasMessage(refused.getMessage())
                .hasCause(refused);
    }
}
