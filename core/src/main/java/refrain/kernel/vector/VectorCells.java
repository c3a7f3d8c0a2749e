package refrain.kernel.vector;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import refrain.kernel.Cells;

/// [Cells] a vector of units at a time.
final class VectorCells implements Cells {
    private static final VectorSpecies<Float> S = Width.species(MethodHandles.lookup());
    private static final int PANEL = 64;

    VectorCells() {}

    @Override
    public void lstmCell(States states, Place place) {
        float[] gates = states.gates();
        float[] cell = states.cell();
        for (int row = 0; row < place.rows; row++) {
            int at = place.gates + row * PANEL;
            int step = row * place.stride;
            for (int j = 0; j < BLOCK; j += S.length()) {
                FloatVector i = FloatVector.fromArray(S, gates, at + j);
                FloatVector f = FloatVector.fromArray(S, gates, at + BLOCK + j);
                FloatVector g = FloatVector.fromArray(S, gates, at + 3 * BLOCK + j);
                FloatVector c = FloatVector.fromArray(S, cell, place.previous + step + j);
                f.fma(c, i.mul(g)).intoArray(cell, place.state + step + j);
            }
        }
    }

    @Override
    public void lstmHidden(States states, Place place) {
        for (int row = 0; row < place.rows; row++) {
            int at = place.gates + row * PANEL + 2 * BLOCK;
            int state = place.state + row * place.stride;
            for (int j = 0; j < BLOCK; j += S.length()) {
                FloatVector o = FloatVector.fromArray(S, states.gates(), at + j);
                FloatVector tanhC = FloatVector.fromArray(S, states.tanhCell(), state + j);
                o.mul(tanhC).intoArray(states.hidden(), state + j);
            }
        }
    }

    @Override
    public void lstmBackward(States states, Gradients gradients, Place place, int cellAt, int rowsAt) {
        float[] gates = states.gates();
        float[] rows = gradients.rows();
        float[] dCell = gradients.cell();
        FloatVector one = FloatVector.broadcast(S, 1f);
        for (int row = 0; row < place.rows; row++) {
            for (int j = 0; j < BLOCK; j += S.length()) {
                int gate = place.gates + row * PANEL + j;
                int unit = row * place.stride + j;
                int to = rowsAt + row * 4 * place.stride + j;
                FloatVector i = FloatVector.fromArray(S, gates, gate);
                FloatVector f = FloatVector.fromArray(S, gates, gate + BLOCK);
                FloatVector o = FloatVector.fromArray(S, gates, gate + 2 * BLOCK);
                FloatVector g = FloatVector.fromArray(S, gates, gate + 3 * BLOCK);
                FloatVector tanhC = FloatVector.fromArray(S, states.tanhCell(), place.state + unit);
                FloatVector dh = FloatVector.fromArray(S, gradients.hidden(), place.state + unit);
                FloatVector c = FloatVector.fromArray(S, states.cell(), place.previous + unit);
                FloatVector dc =
                        dh.mul(o).fma(tanhC.neg().fma(tanhC, one), FloatVector.fromArray(S, dCell, cellAt + unit));
                FloatVector di = dc.mul(g).mul(i.mul(one.sub(i)));
                di = di.blend(0f, di.abs().compare(VectorOperators.LT, LEAST_GRADIENT));
                FloatVector df = dc.mul(c).mul(f.mul(one.sub(f)));
                df = df.blend(0f, df.abs().compare(VectorOperators.LT, LEAST_GRADIENT));
                FloatVector dg = dc.mul(i).mul(g.neg().fma(g, one));
                dg = dg.blend(0f, dg.abs().compare(VectorOperators.LT, LEAST_GRADIENT));
                FloatVector dO = dh.mul(tanhC).mul(o.mul(one.sub(o)));
                dO = dO.blend(0f, dO.abs().compare(VectorOperators.LT, LEAST_GRADIENT));
                dc = dc.mul(f);
                dc = dc.blend(0f, dc.abs().compare(VectorOperators.LT, LEAST_GRADIENT));
                dc.intoArray(dCell, cellAt + unit);
                di.intoArray(gates, gate);
                df.intoArray(gates, gate + BLOCK);
                dO.intoArray(gates, gate + 2 * BLOCK);
                dg.intoArray(gates, gate + 3 * BLOCK);
                di.intoArray(rows, to);
                df.intoArray(rows, to + place.stride);
                dg.intoArray(rows, to + 2 * place.stride);
                dO.intoArray(rows, to + 3 * place.stride);
            }
        }
    }

    @Override
    public void gruCandidate(States states, Place place) {
        float[] gates = states.gates();
        for (int row = 0; row < place.rows; row++) {
            int at = place.gates + row * PANEL;
            for (int j = at; j < at + BLOCK; j += S.length()) {
                FloatVector n = FloatVector.fromArray(S, gates, j);
                FloatVector r = FloatVector.fromArray(S, gates, j + BLOCK);
                FloatVector m = FloatVector.fromArray(S, gates, j + 3 * BLOCK);
                r.fma(m, n).intoArray(gates, j);
            }
        }
    }

    @Override
    public void gruHidden(States states, Place place) {
        float[] hidden = states.hidden();
        for (int row = 0; row < place.rows; row++) {
            int at = place.gates + row * PANEL;
            int step = row * place.stride;
            for (int j = 0; j < BLOCK; j += S.length()) {
                FloatVector n = FloatVector.fromArray(S, states.gates(), at + j);
                FloatVector z = FloatVector.fromArray(S, states.gates(), at + 2 * BLOCK + j);
                FloatVector h = FloatVector.fromArray(S, hidden, place.previous + step + j);
                z.fma(h.sub(n), n).intoArray(hidden, place.state + step + j);
            }
        }
    }

    @Override
    public void gruBackward(States states, Gradients gradients, Place place, int rowsAt) {
        float[] gates = states.gates();
        float[] rows = gradients.rows();
        float[] dHidden = gradients.hidden();
        FloatVector one = FloatVector.broadcast(S, 1f);
        for (int row = 0; row < place.rows; row++) {
            for (int j = 0; j < BLOCK; j += S.length()) {
                int gate = place.gates + row * PANEL + j;
                int unit = row * place.stride + j;
                int to = rowsAt + row * 4 * place.stride + j;
                FloatVector n = FloatVector.fromArray(S, gates, gate);
                FloatVector r = FloatVector.fromArray(S, gates, gate + BLOCK);
                FloatVector z = FloatVector.fromArray(S, gates, gate + 2 * BLOCK);
                FloatVector m = FloatVector.fromArray(S, gates, gate + 3 * BLOCK);
                FloatVector h = FloatVector.fromArray(S, states.hidden(), place.previous + unit);
                FloatVector dh = FloatVector.fromArray(S, dHidden, place.state + unit);
                FloatVector dz = dh.mul(h.sub(n)).mul(z.mul(one.sub(z)));
                dz = dz.blend(0f, dz.abs().compare(VectorOperators.LT, LEAST_GRADIENT));
                FloatVector dn = dh.mul(one.sub(z)).mul(n.neg().fma(n, one));
                dn = dn.blend(0f, dn.abs().compare(VectorOperators.LT, LEAST_GRADIENT));
                FloatVector dr = dn.mul(m).mul(r.mul(one.sub(r)));
                dr = dr.blend(0f, dr.abs().compare(VectorOperators.LT, LEAST_GRADIENT));
                FloatVector dm = dn.mul(r);
                dm = dm.blend(0f, dm.abs().compare(VectorOperators.LT, LEAST_GRADIENT));
                dh = dh.fma(z, FloatVector.fromArray(S, dHidden, place.previous + unit));
                dh = dh.blend(0f, dh.abs().compare(VectorOperators.LT, LEAST_GRADIENT));
                dh.intoArray(dHidden, place.previous + unit);
                dn.intoArray(gates, gate);
                dr.intoArray(gates, gate + BLOCK);
                dz.intoArray(gates, gate + 2 * BLOCK);
                dm.intoArray(gates, gate + 3 * BLOCK);
                dn.intoArray(rows, to);
                dr.intoArray(rows, to + place.stride);
                dz.intoArray(rows, to + 2 * place.stride);
                dm.intoArray(rows, to + 3 * place.stride);
            }
        }
    }
}
