package refrain.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProvenanceTest {
    private static final String DIGEST = "0123456789abcdef".repeat(4);
    private static final Provenance PROVENANCE =
            new Provenance("0.1.0", Long.MIN_VALUE, Long.MAX_VALUE, DIGEST, "", DIGEST, "", "rate=\"1\"\nbatch=ü");

    @Test
    void written_isOneObjectInFixedOrder_andReadBack() {
        String json = PROVENANCE.toJson();

        assertThat(json)
                .isEqualTo(("{\"version\":\"0.1.0\",\"seed\":-9223372036854775808,\"updates\":9223372036854775807,"
                                + "\"training\":\"%s\",\"validation\":\"\",\"tokenizer\":\"%s\",\"initial\":\"\","
                                + "\"recipe\":\"rate=\\\"1\\\"\\nbatch=ü\"}")
                        .formatted(DIGEST, DIGEST));
        assertThat(Provenance.read(json)).isEqualTo(PROVENANCE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"seed\":1}",
                "{\"version\":\"1\",\"seed\":1.5}",
                "{\"version\":\"1\"",
                "x"
            })
    void text_thatIsNoProvenance_isRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Provenance.read(text))
                .withMessageStartingWith("provenance: ");
    }

    @Test
    void text_withMoreThanItNeeds_isRefused() {
        String json = PROVENANCE.toJson();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Provenance.read(json.substring(0, json.length() - 1) + ",\"when\":0}"))
                .withMessageContaining("expected the object's end");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Provenance.read(json + " {}"))
                .withMessageContaining("expected nothing more");
    }

    @Test
    void values_outOfRange_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Provenance("1", 0, -1, "", "", "", "", ""))
                .withMessage("provenance: updates is -1; it must be at least 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Provenance("1", 0, 0, "ABC", "", "", "", ""))
                .withMessage("provenance: training is ABC; it must be 64 hexadecimal digits, or empty");
    }
}
