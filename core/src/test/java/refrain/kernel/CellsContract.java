package refrain.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static refrain.kernel.Floats.UNTOUCHED;
import static refrain.kernel.Floats.bits;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What every implementation of [Cells] must do: the formulas, computed in double here, within rounding;
/// the bits of the definition; and nothing outside the 16 units of the rows it was given.
abstract class CellsContract {
    private static final int[] ROWS = {0, 1, 3, 5, 16, 17};
    private static final int[] STRIDES = {16, 48, 80};

    private final Cells cells;

    CellsContract(Cells cells) {
        this.cells = cells;
    }

    /// Every operation, called on a case.
    enum Operation {
        LSTM_CELL((cells, c) -> cells.lstmCell(c.states, c.place)),
        LSTM_HIDDEN((cells, c) -> cells.lstmHidden(c.states, c.place)),
        LSTM_BACKWARD((cells, c) -> cells.lstmBackward(c.states, c.gradients, c.place, c.cellAt, c.rowsAt)),
        CAP_INPUT((cells, c) -> cells.capInput(c.states, c.place)),
        CAPPED_BACKWARD((cells, c) -> {
            cells.capInput(c.states, c.place);
            cells.cappedBackward(c.states, c.gradients, c.place, c.cellAt, c.rowsAt);
        }),
        GRU_HIDDEN((cells, c) -> cells.gruHidden(c.states, c.place)),
        GRU_BACKWARD((cells, c) -> cells.gruBackward(c.states, c.gradients, c.place, c.rowsAt));

        private final Call call;

        Operation(Call call) {
            this.call = call;
        }

        /// The arrays after the operation.
        CellCase run(Cells cells, CellCase before) {
            CellCase after = before.copy();
            call.on(cells, after);
            return after;
        }
    }

    private interface Call {
        void on(Cells cells, CellCase c);
    }

    private static Stream<Arguments> shapes() {
        return IntStream.of(ROWS)
                .boxed()
                .flatMap(rows -> IntStream.of(STRIDES).mapToObj(stride -> Arguments.of(rows, stride)));
    }

    private static Stream<Arguments> operationsAndShapes() {
        return Stream.of(Operation.values())
                .flatMap(operation -> shapes().map(shape -> Arguments.of(operation, shape.get()[0], shape.get()[1])));
    }

    @ParameterizedTest
    @MethodSource("operationsAndShapes")
    void operation_hasTheBitsOfTheDefinition(Operation operation, int rows, int stride) {
        CellCase before = CellCase.random(rows, stride);
        assertSame(operation.run(cells, before), operation.run(Cells.plain(), before));
    }

    @ParameterizedTest
    @EnumSource
    void operation_onSpecialValues_hasTheBitsOfTheDefinition(Operation operation) {
        CellCase before = CellCase.special(13, 48);
        assertSame(operation.run(cells, before), operation.run(Cells.plain(), before));
    }

    @ParameterizedTest
    @MethodSource("operationsAndShapes")
    void operation_outsideItsBlock_writesNothing(Operation operation, int rows, int stride) {
        CellCase after = operation.run(cells, CellCase.random(rows, stride));
        after.clearBlock();
        for (float[] array : after.arrays()) {
            assertThat(bits(array)).containsOnly(Float.floatToRawIntBits(UNTOUCHED));
        }
    }

    @ParameterizedTest
    @MethodSource("operationsAndShapes")
    void operation_cutIntoRows_isTheSame(Operation operation, int rows, int stride) {
        CellCase whole = CellCase.random(rows, stride);
        CellCase expected = operation.run(cells, whole);
        CellCase actual = whole;
        for (int row = 0; row < rows; row++) {
            actual = operation.run(cells, whole.row(row, actual));
        }
        assertSame(actual, expected);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void lstm_forward_isItsFormula(int rows, int stride) {
        CellCase before = CellCase.random(rows, stride);
        CellCase cell = Operation.LSTM_CELL.run(cells, before);
        CellCase hidden = Operation.LSTM_HIDDEN.run(cells, before);
        before.forEachUnit(u -> {
            double i = u.gate(0);
            double f = u.gate(1);
            double o = u.gate(2);
            double g = Math.tanh(u.gate(3));
            double tanhC = Math.tanh(before.states.cell()[u.state()]);
            cell.assertGates(u, i, f, o, g);
            assertClose(cell.states.cell()[u.state()], f * before.states.cell()[u.previous()] + i * g);
            assertClose(hidden.states.tanhCell()[u.state()], tanhC);
            assertClose(hidden.states.hidden()[u.state()], o * tanhC);
        });
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void lstm_backward_isItsFormula(int rows, int stride) {
        CellCase before = CellCase.random(rows, stride);
        CellCase after = Operation.LSTM_BACKWARD.run(cells, before);
        before.forEachUnit(u -> {
            double i = u.gate(0);
            double f = u.gate(1);
            double o = u.gate(2);
            double g = u.gate(3);
            double tanhC = before.states.tanhCell()[u.state()];
            double dh = before.gradients.hidden()[u.state()];
            double dc = before.gradients.cell()[u.cell()] + dh * o * (1 - tanhC * tanhC);
            double di = dc * g * i * (1 - i);
            double df = dc * before.states.cell()[u.previous()] * f * (1 - f);
            double dg = dc * i * (1 - g * g);
            double dO = dh * tanhC * o * (1 - o);
            assertClose(after.gradients.cell()[u.cell()], dc * f);
            after.assertGates(u, di, df, dO, dg);
            after.assertRows(u, di, df, dg, dO);
        });
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void cap_ofInputGate_isItsFormula(int rows, int stride) {
        CellCase before = CellCase.random(rows, stride);
        CellCase after = Operation.CAP_INPUT.run(cells, before);
        before.forEachUnit(
                u -> after.assertGates(u, Math.min(u.gate(0), 1 - u.gate(1)), u.gate(1), u.gate(2), u.gate(3)));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void capped_backward_isItsFormula(int rows, int stride) {
        CellCase before = CellCase.random(rows, stride);
        CellCase plain = Operation.LSTM_BACKWARD.run(cells, before);
        CellCase after = Operation.CAPPED_BACKWARD.run(cells, before);
        before.forEachUnit(u -> {
            double i = u.gate(0);
            double f = u.gate(1);
            double g = u.gate(3);
            boolean follows = i > 1 - f;
            double tanhC = before.states.tanhCell()[u.state()];
            double dc = before.gradients.cell()[u.cell()]
                    + before.gradients.hidden()[u.state()] * u.gate(2) * (1 - tanhC * tanhC);
            double c = before.states.cell()[u.previous()];
            double di = follows ? 0 : dc * g * i * (1 - i);
            double df = dc * (follows ? c - g : c) * f * (1 - f);
            double dg = dc * Math.min(i, 1 - f) * (1 - g * g);
            double dO = plain.gradients.rows()[u.rows() + 3 * u.stride()];
            assertClose(after.gradients.cell()[u.cell()], dc * f);
            after.assertGates(u, di, df, dO, dg);
            after.assertRows(u, di, df, dg, dO);
        });
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void gru_forward_isItsFormula(int rows, int stride) {
        CellCase before = CellCase.random(rows, stride);
        CellCase hidden = Operation.GRU_HIDDEN.run(cells, before);
        before.forEachUnit(u -> {
            double r = u.gate(1);
            double z = u.gate(2);
            double m = u.gate(3);
            double n = Math.tanh(u.gate(0) + r * m);
            double h = before.states.hidden()[u.previous()];
            hidden.assertGates(u, n, r, z, m);
            assertClose(hidden.states.hidden()[u.state()], (1 - z) * n + z * h);
        });
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void gru_backward_isItsFormula(int rows, int stride) {
        CellCase before = CellCase.random(rows, stride);
        CellCase after = Operation.GRU_BACKWARD.run(cells, before);
        before.forEachUnit(u -> {
            double n = u.gate(0);
            double r = u.gate(1);
            double z = u.gate(2);
            double m = u.gate(3);
            double dh = before.gradients.hidden()[u.state()];
            double dz = dh * (before.states.hidden()[u.previous()] - n) * z * (1 - z);
            double dn = dh * (1 - z) * (1 - n * n);
            double dr = dn * m * r * (1 - r);
            assertClose(after.gradients.hidden()[u.previous()], before.gradients.hidden()[u.previous()] + dh * z);
            after.assertGates(u, dn, dr, dz, dn * r);
            after.assertRows(u, dn, dr, dz, dn * r);
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"LSTM_BACKWARD", "CAPPED_BACKWARD", "GRU_BACKWARD"})
    void backward_ofVanishingGradients_endsInZerosNotInSubnormals(Operation backward) {
        CellCase before = CellCase.random(9, 48);
        int zeros = 0;
        for (float scale = 1; scale > Float.MIN_VALUE; scale *= 0x1p-6f) {
            before.scaleGradients(0x1p-6f);
            for (float gradient : backward.run(cells, before).gradientsWrittenBy(backward)) {
                assertThat(Math.abs(gradient)).matches(g -> g == 0 || g >= Cells.LEAST_GRADIENT);
                zeros += gradient == 0 ? 1 : 0;
            }
        }
        assertThat(zeros).isPositive();
    }

    @ParameterizedTest
    @ValueSource(floats = {0x1p-100f, -0x1p-100f, 1f, Float.POSITIVE_INFINITY, Float.NaN, 0f})
    void flush_ofAllButTiny_isIdentity(float x) {
        assertThat(Cells.flush(x)).isEqualTo(Float.valueOf(x));
    }

    @ParameterizedTest
    @ValueSource(floats = {0x0.ffffffp-100f, -0x0.ffffffp-100f, Float.MIN_NORMAL, Float.MIN_VALUE})
    void flush_ofTiny_isZero(float x) {
        assertThat(Cells.flush(x)).isEqualTo(0f);
    }

    /// The bits of every operation on every machine.
    @Test
    void operations_onGivenNumbers_haveTheCommittedBits() {
        CellCase before = CellCase.random(20, 48);
        long[] digests = Arrays.stream(Operation.values())
                .mapToLong(operation ->
                        Floats.digest(operation.run(cells, before).arrays().toArray(float[][]::new)))
                .toArray();
        assertThat(digests)
                .containsExactly(
                        1424875312L, 286797751L, 2932233640L, 2334561525L, 257259174L, 804532411L, 1772171816L);
    }

    /// Of numbers below 1, after a handful of roundings.
    static void assertClose(float actual, double expected) {
        assertThat((double) actual).isCloseTo(expected, within(8 * 0x1p-24));
    }

    private static void assertSame(CellCase actual, CellCase expected) {
        for (int i = 0; i < expected.arrays().size(); i++) {
            assertThat(bits(actual.arrays().get(i)))
                    .as("array %d", i)
                    .isEqualTo(bits(expected.arrays().get(i)));
        }
    }
}
