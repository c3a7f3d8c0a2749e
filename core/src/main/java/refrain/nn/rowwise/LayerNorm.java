package refrain.nn.rowwise;

import refrain.kernel.Cells;
import refrain.kernel.Panels;
import refrain.nn.weights.RecurrentWeights;

/// Layer normalisation of a row without gain and shift, in double precision.
/// ```
/// N(z) = (z − μ)∘r      r = 1/√(σ² + ε)      μ, σ² mean and variance of the row's n values
/// dz = r∘(dN − mean(dN) − N∘mean(dN∘N))
/// ```
/// Of the gates' inputs, n is 4H: sums go gate by gate, units ascending, and the four fold as (i + f) + (o + g).
/// @see <a href="https://arxiv.org/abs/1607.06450">Ba, Kiros and Hinton (2016)</a>, equations 3 and 4
final class LayerNorm {
    /// As torch.nn.LayerNorm has it.
    static final double EPSILON = 1e-5;

    private static final int BLOCK = Cells.BLOCK;
    private static final int GATES = 4;

    private LayerNorm() {}

    /// Normalises a row of `units` values; returns r.
    static float row(float[] z, int at, float[] to, int toAt, int units) {
        double sum = 0;
        for (int i = 0; i < units; i++) {
            sum += z[at + i];
        }
        double mean = sum / units;
        double squares = 0;
        for (int i = 0; i < units; i++) {
            double d = z[at + i] - mean;
            squares += d * d;
        }
        double r = 1 / Math.sqrt(squares / units + EPSILON);
        for (int i = 0; i < units; i++) {
            to[toAt + i] = (float) ((z[at + i] - mean) * r);
        }
        return (float) r;
    }

    /// Normalises a row of the gates' panels in place; returns r.
    static float gates(Panels z, int row, int hidden) {
        double n = (double) GATES * hidden;
        double mean = fold(z, row, hidden, 0, false) / n;
        double r = 1 / Math.sqrt(fold(z, row, hidden, mean, true) / n + EPSILON);
        float[] x = z.floats();
        for (int panel = 0; panel < z.count(); panel++) {
            int units = units(hidden, panel);
            for (int slot = 0; slot < GATES; slot++) {
                int at = z.at(panel, row) + slot * BLOCK;
                for (int j = 0; j < units; j++) {
                    x[at + j] = (float) ((x[at + j] - mean) * r);
                }
            }
        }
        return (float) r;
    }

    /// Σ (z − mean), or of its squares: four chains, one a slot, so that the processor has four to work on.
    private static double fold(Panels z, int row, int hidden, double mean, boolean squares) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        float[] x = z.floats();
        for (int panel = 0; panel < z.count(); panel++) {
            int units = units(hidden, panel);
            for (int at = z.at(panel, row), end = at + units; at < end; at++) {
                double d0 = x[at] - mean;
                double d1 = x[at + BLOCK] - mean;
                double d2 = x[at + 2 * BLOCK] - mean;
                double d3 = x[at + 3 * BLOCK] - mean;
                s0 += squares ? d0 * d0 : d0;
                s1 += squares ? d1 * d1 : d1;
                s2 += squares ? d2 * d2 : d2;
                s3 += squares ? d3 * d3 : d3;
            }
        }
        return (s0 + s1) + (s2 + s3);
    }

    /// Units of a panel, padding excluded.
    static int units(int hidden, int panel) {
        return Math.clamp(hidden - (long) panel * BLOCK, 0, BLOCK);
    }

    /// The way back through [#gates] and a gain.
    /// @param da gradients of gain∘N(z)
    /// @param gain in the order of the weights, gate after gate
    /// @param normal N(z)
    /// @param to row-major, gate after gate, each padded; dz begins at `toAt`
    static void gatesBack(
            RecurrentWeights weights, Panels da, float[] gain, Panels normal, float r, int row, float[] to, int toAt) {
        double sum = 0;
        double dot = 0;
        for (int panel = 0; panel < da.count(); panel++) {
            for (int slot = 0; slot < GATES; slot++) {
                int at = da.at(panel, row) + slot * BLOCK;
                int n = normal.at(panel, row) + slot * BLOCK;
                int unit = weights.cell.input().gate(slot * BLOCK) * weights.hidden + panel * BLOCK;
                for (int j = 0; j < units(weights.hidden, panel); j++) {
                    double d = (double) da.floats()[at + j] * gain[unit + j];
                    sum += d;
                    dot += d * normal.floats()[n + j];
                }
            }
        }
        double count = (double) GATES * weights.hidden;
        spread(weights, da, gain, normal, row, new Means(sum / count, dot / count, r), to, toAt);
    }

    private record Means(double mean, double meanDot, float r) {}

    private static void spread(
            RecurrentWeights weights,
            Panels da,
            float[] gain,
            Panels normal,
            int row,
            Means means,
            float[] to,
            int toAt) {
        for (int panel = 0; panel < da.count(); panel++) {
            for (int slot = 0; slot < GATES; slot++) {
                int at = da.at(panel, row) + slot * BLOCK;
                int n = normal.at(panel, row) + slot * BLOCK;
                int gate = weights.cell.input().gate(slot * BLOCK);
                int unit = gate * weights.hidden + panel * BLOCK;
                int target = toAt + gate * weights.stride + panel * BLOCK;
                for (int j = 0; j < units(weights.hidden, panel); j++) {
                    double d = (double) da.floats()[at + j] * gain[unit + j];
                    double dz = means.r * (d - means.mean - normal.floats()[n + j] * means.meanDot);
                    to[target + j] = Cells.flush((float) dz);
                }
            }
        }
    }

    /// The way back through [#row] and a gain: dz ← dz + ….
    /// @param dy gradients of gain∘N(z)
    static void rowBack(
            float[] dy, int at, float[] gain, float[] normal, int normalAt, float r, int units, float[] dz, int to) {
        double sum = 0;
        double dot = 0;
        for (int i = 0; i < units; i++) {
            double d = (double) dy[at + i] * gain[i];
            sum += d;
            dot += d * normal[normalAt + i];
        }
        double mean = sum / units;
        double meanDot = dot / units;
        for (int i = 0; i < units; i++) {
            double d = (double) dy[at + i] * gain[i];
            dz[to + i] = (float) (dz[to + i] + r * (d - mean - normal[normalAt + i] * meanDot));
        }
    }
}
