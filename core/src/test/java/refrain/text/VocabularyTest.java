package refrain.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class VocabularyTest {
    private static final Vocabulary ABC = Vocabulary.of(List.of("a", "<unk>", "b", "\n"), "\n");

    @Test
    void symbols_haveTheIdsOfTheirOrder() {
        assertThat(ABC.size()).isEqualTo(4);
        for (int id = 0; id < ABC.size(); id++) {
            assertThat(ABC.id(ABC.symbol(id))).isEqualTo(id);
        }
        assertThat(ABC.unknown()).isEqualTo(1);
        assertThat(ABC.boundary()).isEqualTo(3);
    }

    @Test
    void symbol_notHeld_isUnknown() {
        assertThat(ABC.contains("c")).isFalse();
        assertThat(ABC.id("c")).isEqualTo(ABC.unknown());
    }

    @Test
    void vocabularies_ofEqualSymbolsAndBoundary_areEqual() {
        assertThat(ABC)
                .isEqualTo(Vocabulary.of(ABC.symbols(), "\n"))
                .hasSameHashCodeAs(Vocabulary.of(ABC.symbols(), "\n"))
                .isNotEqualTo(Vocabulary.of(ABC.symbols(), "a"))
                .isNotEqualTo(Vocabulary.of(List.of("b", "<unk>", "a", "\n"), "\n"));
    }

    @Test
    void symbols_twiceOrWithoutUnknownOrBoundary_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Vocabulary.of(List.of("<unk>", "a", "a"), "<unk>"))
                .withMessage("Vocabulary: symbols 1 and 2 are both \"a\"; each may occur once");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Vocabulary.of(List.of("a"), "a"))
                .withMessage("Vocabulary: none of its 1 symbols is \"<unk>\"; it must hold it");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Vocabulary.of(List.of("<unk>"), "\n"))
                .withMessage("Vocabulary: none of its 1 symbols is \"\\n\"; it must hold it");
    }

    @Test
    void limits_tooSmall_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Vocabulary.Limits.NONE.withSize(1))
                .withMessage("size is 1; it must be at least 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Vocabulary.Limits.NONE.withMinCount(0))
                .withMessage("minCount is 0; it must be at least 1");
    }
}
