package refrain.kernel.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import refrain.kernel.Activations;

class WidthTest {
    @ParameterizedTest
    @EnumSource
    void width_ofItsBits_isItself(Width width) {
        assertThat(Width.of(width.bits())).isSameAs(width);
    }

    @Test
    void width_ofAnotherSize_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Width.of(96))
                .withMessage("vectors of 96 bits; there are 128, 256 and 512");
    }

    @Test
    void kernel_ofEachWidth_isAClassOfItsOwn() {
        Activations narrow = Width.BITS_128.activations();
        Activations wide = Width.BITS_512.activations();
        assertThat(narrow.getClass()).isNotSameAs(wide.getClass());
        assertThat(narrow.getClass().isHidden()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void kernel_askedForAgain_isTheSame(Width width) {
        assertThat(width.activations()).isSameAs(width.activations());
    }

    @Test
    void template_usedAsAClass_isRefused() {
        assertThatThrownBy(VectorActivations::new)
                .isInstanceOf(ExceptionInInitializerError.class)
                .rootCause()
                .hasMessage(
                        "refrain.kernel.vector.VectorActivations is a template; load it by refrain.kernel.vector.Width");
    }
}
