package refrain.kernel.vector;

import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;
import static refrain.kernel.Functions.ONE_BITS;
import static refrain.kernel.Functions.P1;
import static refrain.kernel.Functions.P2;
import static refrain.kernel.Functions.P3;
import static refrain.kernel.Functions.P4;
import static refrain.kernel.Functions.Q1;
import static refrain.kernel.Functions.Q2;
import static refrain.kernel.Functions.Q3;
import static refrain.kernel.Functions.Q4;
import static refrain.kernel.Functions.SIGN;
import static refrain.kernel.Functions.TANH_ONE_SQUARED;
import static refrain.kernel.Functions.TINY;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
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
            for (int j = 0; j < BLOCK; j += S.length()) {
                int gate = place.gates + row * PANEL + j;
                int unit = row * place.stride + j;
                FloatVector x = FloatVector.fromArray(S, gates, gate + 3 * BLOCK);
                FloatVector s = x.fma(x, FloatVector.broadcast(S, TINY));
                FloatVector p = s.fma(FloatVector.broadcast(S, P4), FloatVector.broadcast(S, P3));
                p = p.fma(s, FloatVector.broadcast(S, P2));
                p = p.fma(s, FloatVector.broadcast(S, P1));
                p = p.mul(s).fma(x, x);
                FloatVector q = s.fma(FloatVector.broadcast(S, Q4), FloatVector.broadcast(S, Q3));
                q = q.fma(s, FloatVector.broadcast(S, Q2));
                q = q.fma(s, FloatVector.broadcast(S, Q1));
                q = q.fma(s, FloatVector.broadcast(S, 1f));
                IntVector one = x.reinterpretAsInts().and(SIGN).or(ONE_BITS);
                FloatVector g = p.div(q).blend(one.reinterpretAsFloats(), s.compare(GE, TANH_ONE_SQUARED));
                g.intoArray(gates, gate + 3 * BLOCK);
                FloatVector i = FloatVector.fromArray(S, gates, gate);
                FloatVector f = FloatVector.fromArray(S, gates, gate + BLOCK);
                FloatVector c = FloatVector.fromArray(S, cell, place.previous + unit);
                f.fma(c, i.mul(g)).intoArray(cell, place.state + unit);
            }
        }
    }

    @Override
    public void lstmHidden(States states, Place place) {
        for (int row = 0; row < place.rows; row++) {
            for (int j = 0; j < BLOCK; j += S.length()) {
                int gate = place.gates + row * PANEL + j;
                int unit = place.state + row * place.stride + j;
                FloatVector c = FloatVector.fromArray(S, states.cell(), unit);
                FloatVector s = c.fma(c, FloatVector.broadcast(S, TINY));
                FloatVector p = s.fma(FloatVector.broadcast(S, P4), FloatVector.broadcast(S, P3));
                p = p.fma(s, FloatVector.broadcast(S, P2));
                p = p.fma(s, FloatVector.broadcast(S, P1));
                p = p.mul(s).fma(c, c);
                FloatVector q = s.fma(FloatVector.broadcast(S, Q4), FloatVector.broadcast(S, Q3));
                q = q.fma(s, FloatVector.broadcast(S, Q2));
                q = q.fma(s, FloatVector.broadcast(S, Q1));
                q = q.fma(s, FloatVector.broadcast(S, 1f));
                IntVector one = c.reinterpretAsInts().and(SIGN).or(ONE_BITS);
                FloatVector tanhC = p.div(q).blend(one.reinterpretAsFloats(), s.compare(GE, TANH_ONE_SQUARED));
                tanhC.intoArray(states.tanhCell(), unit);
                FloatVector o = FloatVector.fromArray(S, states.gates(), gate + 2 * BLOCK);
                o.mul(tanhC).intoArray(states.hidden(), unit);
            }
        }
    }

    @Override
    public void capInput(States states, Place place) {
        FloatVector one = FloatVector.broadcast(S, 1f);
        for (int row = 0; row < place.rows; row++) {
            for (int j = 0, gate = place.gates + row * PANEL; j < BLOCK; j += S.length(), gate += S.length()) {
                FloatVector i = FloatVector.fromArray(S, states.gates(), gate);
                FloatVector bound = one.sub(FloatVector.fromArray(S, states.gates(), gate + BLOCK));
                i.blend(bound, i.compare(GT, bound)).intoArray(states.gates(), gate);
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
                di = di.blend(0f, di.abs().compare(LT, LEAST_GRADIENT));
                FloatVector df = dc.mul(c).mul(f.mul(one.sub(f)));
                df = df.blend(0f, df.abs().compare(LT, LEAST_GRADIENT));
                FloatVector dg = dc.mul(i).mul(g.neg().fma(g, one));
                dg = dg.blend(0f, dg.abs().compare(LT, LEAST_GRADIENT));
                FloatVector dO = dh.mul(tanhC).mul(o.mul(one.sub(o)));
                dO = dO.blend(0f, dO.abs().compare(LT, LEAST_GRADIENT));
                dc = dc.mul(f);
                dc = dc.blend(0f, dc.abs().compare(LT, LEAST_GRADIENT));
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
    public void cappedBackward(States states, Gradients gradients, Place place, int cellAt, int rowsAt) {
        float[] gates = states.gates();
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
                FloatVector dc = dh.mul(o)
                        .fma(tanhC.neg().fma(tanhC, one), FloatVector.fromArray(S, gradients.cell(), cellAt + unit));
                VectorMask<Float> follows = i.eq(one.sub(f));
                FloatVector di = dc.mul(g).mul(i.mul(one.sub(i))).blend(0f, follows);
                di = di.blend(0f, di.abs().compare(LT, LEAST_GRADIENT));
                FloatVector df = dc.mul(c.blend(c.sub(g), follows)).mul(f.mul(one.sub(f)));
                df = df.blend(0f, df.abs().compare(LT, LEAST_GRADIENT));
                FloatVector dg = dc.mul(i).mul(g.neg().fma(g, one));
                dg = dg.blend(0f, dg.abs().compare(LT, LEAST_GRADIENT));
                FloatVector dO = dh.mul(tanhC).mul(o.mul(one.sub(o)));
                dO = dO.blend(0f, dO.abs().compare(LT, LEAST_GRADIENT));
                dc = dc.mul(f);
                dc.blend(0f, dc.abs().compare(LT, LEAST_GRADIENT)).intoArray(gradients.cell(), cellAt + unit);
                di.intoArray(gates, gate);
                df.intoArray(gates, gate + BLOCK);
                dO.intoArray(gates, gate + 2 * BLOCK);
                dg.intoArray(gates, gate + 3 * BLOCK);
                di.intoArray(gradients.rows(), to);
                df.intoArray(gradients.rows(), to + place.stride);
                dg.intoArray(gradients.rows(), to + 2 * place.stride);
                dO.intoArray(gradients.rows(), to + 3 * place.stride);
            }
        }
    }

    @Override
    public void gruHidden(States states, Place place) {
        float[] gates = states.gates();
        float[] hidden = states.hidden();
        for (int row = 0; row < place.rows; row++) {
            for (int j = 0; j < BLOCK; j += S.length()) {
                int gate = place.gates + row * PANEL + j;
                int unit = row * place.stride + j;
                FloatVector r = FloatVector.fromArray(S, gates, gate + BLOCK);
                FloatVector m = FloatVector.fromArray(S, gates, gate + 3 * BLOCK);
                FloatVector x = r.fma(m, FloatVector.fromArray(S, gates, gate));
                FloatVector s = x.fma(x, FloatVector.broadcast(S, TINY));
                FloatVector p = s.fma(FloatVector.broadcast(S, P4), FloatVector.broadcast(S, P3));
                p = p.fma(s, FloatVector.broadcast(S, P2));
                p = p.fma(s, FloatVector.broadcast(S, P1));
                p = p.mul(s).fma(x, x);
                FloatVector q = s.fma(FloatVector.broadcast(S, Q4), FloatVector.broadcast(S, Q3));
                q = q.fma(s, FloatVector.broadcast(S, Q2));
                q = q.fma(s, FloatVector.broadcast(S, Q1));
                q = q.fma(s, FloatVector.broadcast(S, 1f));
                IntVector one = x.reinterpretAsInts().and(SIGN).or(ONE_BITS);
                FloatVector n = p.div(q).blend(one.reinterpretAsFloats(), s.compare(GE, TANH_ONE_SQUARED));
                n.intoArray(gates, gate);
                FloatVector z = FloatVector.fromArray(S, gates, gate + 2 * BLOCK);
                FloatVector h = FloatVector.fromArray(S, hidden, place.previous + unit);
                z.fma(h.sub(n), n).intoArray(hidden, place.state + unit);
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
                dz = dz.blend(0f, dz.abs().compare(LT, LEAST_GRADIENT));
                FloatVector dn = dh.mul(one.sub(z)).mul(n.neg().fma(n, one));
                dn = dn.blend(0f, dn.abs().compare(LT, LEAST_GRADIENT));
                FloatVector dr = dn.mul(m).mul(r.mul(one.sub(r)));
                dr = dr.blend(0f, dr.abs().compare(LT, LEAST_GRADIENT));
                FloatVector dm = dn.mul(r);
                dm = dm.blend(0f, dm.abs().compare(LT, LEAST_GRADIENT));
                dh = dh.fma(z, FloatVector.fromArray(S, dHidden, place.previous + unit));
                dh = dh.blend(0f, dh.abs().compare(LT, LEAST_GRADIENT));
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

    @Override
    public void tanhBackward(States states, Gradients gradients, Place place, int columns, int rowsAt) {
        FloatVector one = FloatVector.broadcast(S, 1f);
        for (int row = 0; row < place.rows; row++) {
            int gate = place.gates + row * PANEL;
            int unit = place.state + row * place.stride;
            int to = rowsAt + row * place.stride;
            for (int j = 0; j < columns; j += S.length()) {
                FloatVector h = FloatVector.fromArray(S, states.hidden(), unit + j);
                FloatVector d = FloatVector.fromArray(S, gradients.hidden(), unit + j)
                        .mul(h.neg().fma(h, one));
                d = d.blend(0f, d.abs().compare(LT, LEAST_GRADIENT));
                d.intoArray(states.gates(), gate + j);
                d.intoArray(gradients.rows(), to + j);
            }
        }
    }

    @Override
    public void rectifyForward(States states, Place place, int columns) {
        for (int row = 0; row < place.rows; row++) {
            int gate = place.gates + row * PANEL;
            int unit = place.state + row * place.stride;
            for (int j = 0; j < columns; j += S.length()) {
                FloatVector x = FloatVector.fromArray(S, states.gates(), gate + j);
                x.blend(0f, x.compare(LE, 0f)).intoArray(states.hidden(), unit + j);
            }
        }
    }

    @Override
    public void rectifyBackward(States states, Gradients gradients, Place place, int columns, int rowsAt) {
        for (int row = 0; row < place.rows; row++) {
            int gate = place.gates + row * PANEL;
            int unit = place.state + row * place.stride;
            int to = rowsAt + row * place.stride;
            for (int j = 0; j < columns; j += S.length()) {
                FloatVector h = FloatVector.fromArray(S, states.hidden(), unit + j);
                FloatVector d = FloatVector.fromArray(S, gradients.hidden(), unit + j);
                d = d.blend(0f, d.abs().compare(LT, LEAST_GRADIENT));
                d = FloatVector.zero(S).blend(d, h.compare(GT, 0f));
                d.intoArray(states.gates(), gate + j);
                d.intoArray(gradients.rows(), to + j);
            }
        }
    }
}
