package refrain.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class TableTest {
    private static final Table TABLE = new Table("name  ", "  number", "remark  ");

    @Test
    void header_hasNoBlanksAtItsEnd() {
        assertThat(TABLE.header()).isEqualTo("name      number  remark");
    }

    @Test
    void line_fillsCellsOnTheSideOfTheHeadingsBlanks() {
        assertThat(TABLE.line("ab", "12", "x")).isEqualTo("ab            12  x");
    }

    @Test
    void line_wideCell_pushesTheRest() {
        assertThat(TABLE.line("abcdefgh", "12", "")).isEqualTo("abcdefgh        12");
    }

    @Test
    void line_ofAnotherNumberOfCells_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> TABLE.line("ab")).withMessage("1 cells in 3 columns");
    }

    @Test
    void numbers_haveTheDigitsTheyNeed() {
        assertThat(Table.whole(12_345.6)).isEqualTo("12,346");
        assertThat(Table.range(999, 1_000)).isEqualTo("(999-1,000)");
        assertThat(Table.decimal(1_234.567, 2)).isEqualTo("1,234.57");
        assertThat(Table.difference(0.0000125)).isEqualTo("1.3e-05");
        assertThat(Table.percent(0.625)).isEqualTo("63 %");
    }
}
