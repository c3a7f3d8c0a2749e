package refrain.kernel;

import static refrain.kernel.CellsContract.assertClose;
import static refrain.kernel.Floats.UNTOUCHED;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// The arrays of one block of units at one step, as a layer has them: the block lies somewhere inside, and
/// all around it stands [Floats#UNTOUCHED].
final class CellCase {
    private static final int BLOCK = Cells.BLOCK;
    private static final int PANEL = Products.PANEL;

    /// Floats before and after what belongs to the block's rows.
    private static final int LEAD = 7;

    final Cells.States states;
    final Cells.Gradients gradients;
    final Cells.Place place;
    final int cellAt;
    final int rowsAt;

    private CellCase(Cells.States states, Cells.Gradients gradients, Cells.Place place, int cellAt, int rowsAt) {
        this.states = states;
        this.gradients = gradients;
        this.place = place;
        this.cellAt = cellAt;
        this.rowsAt = rowsAt;
    }

    /// One unit of one row: its gates, and where it lies.
    record Unit(float[] gates, int gate, int previous, int state, int cell, int rows, int stride) {
        double gate(int which) {
            return gates[gate + which * BLOCK];
        }
    }

    /// Gates in (0, 1) and everything else in (-1, 1).
    static CellCase random(int rows, int stride) {
        CellCase c = untouched(rows, stride);
        c.fill(Floats.random(4, rows * 10 * PANEL, 0.01f, 0.99f), Floats.random(5, rows * 10 * PANEL));
        return c;
    }

    /// The same with zeros, subnormals, infinities and NaN among the numbers.
    static CellCase special(int rows, int stride) {
        CellCase c = untouched(rows, stride);
        c.fill(Floats.special(6, rows * 10 * PANEL, 7), Floats.special(7, rows * 10 * PANEL, 7));
        return c;
    }

    private static CellCase untouched(int rows, int stride) {
        Cells.Place place = new Cells.Place();
        int unit = stride / BLOCK / 2 * BLOCK;
        place.gates = LEAD;
        place.previous = LEAD + unit;
        place.state = place.previous + (rows + 1) * stride;
        place.rows = rows;
        place.stride = stride;
        int state = LEAD + (2 * rows + 3) * stride;
        return new CellCase(
                new Cells.States(guards(2 * LEAD + rows * PANEL), guards(state), guards(state), guards(state)),
                new Cells.Gradients(guards(state), guards(state), guards(2 * LEAD + 4 * rows * stride)),
                place,
                LEAD + unit + stride,
                LEAD + unit);
    }

    private static float[] guards(int count) {
        return Floats.filled(count, UNTOUCHED);
    }

    private void fill(float[] gates, float[] others) {
        int[] next = new int[2];
        forEachUnit(u -> {
            for (int gate = 0; gate < 4; gate++) {
                states.gates()[u.gate + gate * BLOCK] = gates[next[0]++];
            }
            for (float[] array : List.of(states.hidden(), states.cell(), states.tanhCell(), gradients.hidden())) {
                array[u.previous] = others[next[1]++];
                array[u.state] = others[next[1]++];
            }
            gradients.cell()[u.cell] = others[next[1]++];
        });
    }

    /// Puts the guard where the block's rows may be written.
    void clearBlock() {
        forEachUnit(u -> {
            for (int gate = 0; gate < 4; gate++) {
                states.gates()[u.gate + gate * BLOCK] = UNTOUCHED;
                gradients.rows()[u.rows + gate * u.stride] = UNTOUCHED;
            }
            for (float[] array : List.of(states.hidden(), states.cell(), states.tanhCell(), gradients.hidden())) {
                array[u.previous] = UNTOUCHED;
                array[u.state] = UNTOUCHED;
            }
            gradients.cell()[u.cell] = UNTOUCHED;
        });
    }

    void forEachUnit(Consumer<Unit> action) {
        for (int row = 0; row < place.rows; row++) {
            int step = row * place.stride;
            for (int j = 0; j < BLOCK; j++) {
                action.accept(new Unit(
                        states.gates(),
                        place.gates + row * PANEL + j,
                        place.previous + step + j,
                        place.state + step + j,
                        cellAt + step + j,
                        rowsAt + 4 * step + j,
                        place.stride));
            }
        }
    }

    /// The arrays of another case of this shape, of which one row is to be worked on.
    CellCase row(int row, CellCase of) {
        Cells.Place one = new Cells.Place();
        int step = row * place.stride;
        one.gates = place.gates + row * PANEL;
        one.previous = place.previous + step;
        one.state = place.state + step;
        one.rows = 1;
        one.stride = place.stride;
        return new CellCase(of.states, of.gradients, one, cellAt + step, rowsAt + 4 * step);
    }

    CellCase copy() {
        return new CellCase(
                new Cells.States(
                        states.gates().clone(),
                        states.hidden().clone(),
                        states.cell().clone(),
                        states.tanhCell().clone()),
                new Cells.Gradients(
                        gradients.hidden().clone(),
                        gradients.cell().clone(),
                        gradients.rows().clone()),
                place,
                cellAt,
                rowsAt);
    }

    List<float[]> arrays() {
        return List.of(
                states.gates(),
                states.hidden(),
                states.cell(),
                states.tanhCell(),
                gradients.hidden(),
                gradients.cell(),
                gradients.rows());
    }

    /// Multiplies the gradients that reach the block.
    void scaleGradients(float by) {
        forEachUnit(u -> {
            gradients.hidden()[u.previous] *= by;
            gradients.hidden()[u.state] *= by;
            gradients.cell()[u.cell] *= by;
        });
    }

    /// The gradients that a step backward writes.
    List<Float> gradientsWrittenBy(CellsContract.Operation backward) {
        List<Float> written = new ArrayList<>();
        forEachUnit(u -> {
            for (int gate = 0; gate < 4; gate++) {
                written.add(states.gates()[u.gate + gate * BLOCK]);
                written.add(gradients.rows()[u.rows + gate * u.stride]);
            }
            boolean lstm = backward != CellsContract.Operation.GRU_BACKWARD;
            written.add(lstm ? gradients.cell()[u.cell] : gradients.hidden()[u.previous]);
        });
        return written;
    }

    /// Checks the four numbers of a unit's panel.
    void assertGates(Unit u, double... expected) {
        for (int gate = 0; gate < 4; gate++) {
            assertClose(states.gates()[u.gate + gate * BLOCK], expected[gate]);
        }
    }

    /// Checks the four numbers of a unit among the row-major gradients.
    void assertRows(Unit u, double... expected) {
        for (int gate = 0; gate < 4; gate++) {
            assertClose(gradients.rows()[u.rows + gate * u.stride], expected[gate]);
        }
    }
}
