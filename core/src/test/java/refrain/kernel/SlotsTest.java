package refrain.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlotsTest {
    /// Rows, slots, the first of them: one row of one; a part of what there is room for; all there is room for.
    @ParameterizedTest
    @CsvSource({"1, 1, 0", "33, 3, 1", "1024, 4, 0", "256, 4, 12"})
    void take_laysEachSlotInOnePiece(int rows, int slots, int first) {
        float[] panel = Floats.random(1, (rows + 1) * Products.PANEL);
        int from = Products.PANEL + (4 - slots) * Slots.WIDTH;
        Slots own = new Slots();
        own.take(Rows.plain(), panel, from, rows, first, slots, rows);

        for (int slot = 0; slot < slots; slot++) {
            for (int k = 0; k < rows; k++) {
                int at = own.at(first + slot, rows, k);
                for (int i = 0; i < Slots.WIDTH; i++) {
                    int column = slot * Slots.WIDTH + i;
                    assertThat(own.floats()[at + i]).isEqualTo(panel[from + k * Products.PANEL + column]);
                }
            }
        }
    }
}
