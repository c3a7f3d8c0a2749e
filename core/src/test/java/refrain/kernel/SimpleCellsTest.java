package refrain.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static refrain.kernel.CellsContract.assertClose;
import static refrain.kernel.Floats.UNTOUCHED;
import static refrain.kernel.Floats.bits;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The formulas of simple cells, in every set of kernels: the formula, the bits of the definition, and nothing written
/// outside the columns of the rows that were given.
class SimpleCellsTest {
    private static final int[] ROWS = {0, 1, 3, 17};
    private static final int[] COLUMNS = {16, 32, 48, 64};

    /// Floats before what belongs to the cell, and after it.
    private static final int LEAD = 5;

    private static final int STRIDE = 80;
    private static final int PANEL = Products.PANEL;

    private enum Operation {
        TANH_BACKWARD((cells, c, columns) -> cells.tanhBackward(c.states, c.gradients, c.place, columns, LEAD)),
        RECTIFY_FORWARD((cells, c, columns) -> cells.rectifyForward(c.states, c.place, columns)),
        RECTIFY_BACKWARD((cells, c, columns) -> cells.rectifyBackward(c.states, c.gradients, c.place, columns, LEAD));

        private final Call call;

        Operation(Call call) {
            this.call = call;
        }
    }

    private interface Call {
        void on(Cells cells, Case c, int columns);
    }

    /// The arrays of one panel's columns at one step; all around them stands [Floats#UNTOUCHED].
    private record Case(Cells.States states, Cells.Gradients gradients, Cells.Place place) {
        static Case of(int rows, int columns, float[] numbers) {
            Cells.Place place = new Cells.Place();
            place.gates = LEAD;
            place.state = LEAD;
            place.rows = rows;
            place.stride = STRIDE;
            return new Case(
                    new Cells.States(
                            panel(rows, PANEL, columns, numbers, 0),
                            panel(rows, STRIDE, columns, numbers, 1),
                            new float[0],
                            new float[0]),
                    new Cells.Gradients(
                            panel(rows, STRIDE, columns, numbers, 2), new float[0], panel(rows, STRIDE, 0, numbers, 3)),
                    place);
        }

        static Case random(int rows, int columns) {
            return of(rows, columns, Floats.random(8, 3 * rows * columns + 1));
        }

        private static float[] panel(int rows, int stride, int columns, float[] numbers, int which) {
            float[] x = Floats.filled(2 * LEAD + rows * stride + PANEL, UNTOUCHED);
            for (int row = 0; row < rows; row++) {
                System.arraycopy(numbers, (which * rows + row) * columns, x, LEAD + row * stride, columns);
            }
            return x;
        }

        Case after(Operation operation, Cells cells, int columns) {
            Case after = new Case(
                    new Cells.States(states.gates().clone(), states.hidden().clone(), new float[0], new float[0]),
                    new Cells.Gradients(
                            gradients.hidden().clone(),
                            new float[0],
                            gradients.rows().clone()),
                    place);
            operation.call.on(cells, after, columns);
            return after;
        }

        List<float[]> arrays() {
            return List.of(states.gates(), states.hidden(), gradients.hidden(), gradients.rows());
        }
    }

    private static Stream<Cells> sets() {
        return Kernels.NAMES.stream().map(name -> Kernels.named(name).cells());
    }

    private static Stream<Arguments> operationsAndShapes() {
        return Stream.of(Operation.values())
                .flatMap(operation -> IntStream.of(ROWS)
                        .boxed()
                        .flatMap(rows ->
                                IntStream.of(COLUMNS).mapToObj(columns -> Arguments.of(operation, rows, columns))));
    }

    @ParameterizedTest
    @MethodSource("operationsAndShapes")
    void operation_hasTheBitsOfTheDefinition(Operation operation, int rows, int columns) {
        assertAllEqual(operation, Case.random(rows, columns), columns);
    }

    @ParameterizedTest
    @EnumSource
    void operation_onSpecialValues_hasTheBitsOfTheDefinition(Operation operation) {
        assertAllEqual(operation, Case.of(13, 48, Floats.special(9, 3 * 13 * 48, 5)), 48);
    }

    private static void assertAllEqual(Operation operation, Case before, int columns) {
        int[][] expected = allBits(before.after(operation, Cells.plain(), columns));
        sets().forEach(cells ->
                assertThat(allBits(before.after(operation, cells, columns))).isDeepEqualTo(expected));
    }

    private static int[][] allBits(Case c) {
        return c.arrays().stream().map(Floats::bits).toArray(int[][]::new);
    }

    @ParameterizedTest
    @MethodSource("operationsAndShapes")
    void operation_outsideItsColumns_writesNothing(Operation operation, int rows, int columns) {
        sets().forEach(cells -> {
            Case after = Case.random(rows, columns).after(operation, cells, columns);
            assertUntouchedOutside(after.states.gates(), PANEL, rows, columns);
            assertUntouchedOutside(after.states.hidden(), STRIDE, rows, columns);
            assertUntouchedOutside(after.gradients.hidden(), STRIDE, rows, columns);
            assertUntouchedOutside(after.gradients.rows(), STRIDE, rows, columns);
        });
    }

    private static void assertUntouchedOutside(float[] x, int stride, int rows, int columns) {
        for (int row = 0; row < rows; row++) {
            int from = LEAD + row * stride;
            Arrays.fill(x, from, from + columns, UNTOUCHED);
        }
        assertThat(bits(x)).containsOnly(Float.floatToRawIntBits(UNTOUCHED));
    }

    @Test
    void operations_areTheirFormulas() {
        Case before = Case.random(3, 32);
        sets().forEach(cells -> {
            Case tanh = before.after(Operation.TANH_BACKWARD, cells, 32);
            Case rectified = before.after(Operation.RECTIFY_FORWARD, cells, 32);
            Case rectify = before.after(Operation.RECTIFY_BACKWARD, cells, 32);
            for (int at = LEAD; at < LEAD + 32; at++) {
                double h = before.states.hidden()[at];
                double dh = before.gradients.hidden()[at];
                assertClose(tanh.states.gates()[at], dh * (1 - h * h));
                assertClose(tanh.gradients.rows()[at], dh * (1 - h * h));
                assertClose(
                        rectified.states.hidden()[at], Math.max(0, before.states.gates()[at]));
                assertClose(rectify.states.gates()[at], h > 0 ? dh : 0);
                assertClose(rectify.gradients.rows()[at], h > 0 ? dh : 0);
            }
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"TANH_BACKWARD", "RECTIFY_BACKWARD"})
    void backward_ofVanishingGradients_isZero(Operation backward) {
        float[] numbers = Floats.filled(3 * 16, 0.5f);
        Arrays.fill(numbers, 2 * 16, 3 * 16, 0x1p-101f);
        Case before = Case.of(1, 16, numbers);
        sets().forEach(cells -> assertThat(Arrays.copyOfRange(
                        before.after(backward, cells, 16).gradients.rows(), LEAD, LEAD + 16))
                .containsOnly(0f));
    }
}
