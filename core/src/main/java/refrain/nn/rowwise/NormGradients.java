package refrain.nn.rowwise;

import java.util.Arrays;
import refrain.kernel.Cells;
import refrain.kernel.Panels;
import refrain.nn.Parameter;
import refrain.nn.weights.Extension;
import refrain.nn.weights.RecurrentWeights;

/// Gradients of the gains and biases of a [NormStep], summed over the rows of a window, ascending, one accumulator an
/// element; a panel's are one worker's.
/// ```
/// db = Σ da      dα = Σ da∘N      dα_c = Σ dn∘N(c)      dβ_c = Σ dn
/// ```
final class NormGradients {
    private static final int BLOCK = Cells.BLOCK;
    private static final int GATES = 4;

    private final RecurrentWeights weights;
    private final Extension.Norms norms;
    private final Panels gates;
    private final float[] cellNormal;
    private final float[] dCellNormal;

    /// @param gates da, once all steps are done
    /// @param dCellNormal dn
    NormGradients(
            RecurrentWeights weights, Extension.Norms norms, Panels gates, float[] cellNormal, float[] dCellNormal) {
        this.weights = weights;
        this.norms = norms;
        this.gates = gates;
        this.cellNormal = cellNormal;
        this.dCellNormal = dCellNormal;
    }

    /// dα of a panel's gates.
    void run(int panel, Panels normal, Parameter gain, int rows) {
        int units = LayerNorm.units(weights.hidden, panel);
        float[] sum = gain.gradient();
        for (int slot = 0; slot < GATES; slot++) {
            int to = firstUnit(panel, slot);
            Arrays.fill(sum, to, to + units, 0f);
            for (int row = 0; row < rows; row++) {
                int da = gates.at(panel, row) + slot * BLOCK;
                int n = normal.at(panel, row) + slot * BLOCK;
                for (int j = 0; j < units; j++) {
                    sum[to + j] = Math.fma(gates.floats()[da + j], normal.floats()[n + j], sum[to + j]);
                }
            }
        }
    }

    /// db of a panel's gates, dα_c and dβ_c of its units.
    void run(int panel, int rows) {
        int units = LayerNorm.units(weights.hidden, panel);
        float[] db = weights.inputBias.gradient();
        for (int slot = 0; slot < GATES; slot++) {
            int to = firstUnit(panel, slot);
            Arrays.fill(db, to, to + units, 0f);
            for (int row = 0; row < rows; row++) {
                int da = gates.at(panel, row) + slot * BLOCK;
                for (int j = 0; j < units; j++) {
                    db[to + j] += gates.floats()[da + j];
                }
            }
            System.arraycopy(db, to, weights.hiddenBias.gradient(), to, units);
        }
        cell(panel * BLOCK, units, rows);
    }

    private void cell(int unit, int units, int rows) {
        float[] gain = norms.cell().gradient();
        float[] bias = norms.cellBias().gradient();
        Arrays.fill(gain, unit, unit + units, 0f);
        Arrays.fill(bias, unit, unit + units, 0f);
        for (int row = 0; row < rows; row++) {
            int at = row * weights.stride + unit;
            for (int j = 0; j < units; j++) {
                gain[unit + j] = Math.fma(dCellNormal[at + j], cellNormal[at + j], gain[unit + j]);
                bias[unit + j] += dCellNormal[at + j];
            }
        }
    }

    /// Puts gradients of the products into their panels, where the sums over rows read them.
    /// @param from row-major, gate after gate, each padded
    void unpack(float[] from, int panel, Panels to, int rows) {
        int rowLength = GATES * weights.stride;
        for (int row = 0; row < rows; row++) {
            for (int slot = 0; slot < GATES; slot++) {
                int gate = weights.cell.input().gate(slot * BLOCK);
                int at = row * rowLength + gate * weights.stride + panel * BLOCK;
                System.arraycopy(from, at, to.floats(), to.at(panel, row) + slot * BLOCK, BLOCK);
            }
        }
    }

    private int firstUnit(int panel, int slot) {
        return weights.cell.input().gate(slot * BLOCK) * weights.hidden + panel * BLOCK;
    }
}
