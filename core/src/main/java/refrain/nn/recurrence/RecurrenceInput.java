package refrain.nn.recurrence;

import java.util.Arrays;
import refrain.kernel.Kernels;
import refrain.kernel.Panels;
import refrain.kernel.Products;
import refrain.kernel.Slab;
import refrain.kernel.team.Worker;
import refrain.nn.Parameter;
import refrain.nn.operation.RowChunk;
import refrain.nn.operation.Source;
import refrain.nn.operation.Tensor;
import refrain.nn.weights.RecurrentWeights;

/// The hoisted part of a recurrent layer: bias + W·x of every row, into the gate panels. Of embedded tokens it is
/// computed once for each token and copied to the rows; these are the same bits.
public final class RecurrenceInput {
    private static final int PANEL = Products.PANEL;

    private final Kernels kernels;
    private final RecurrentWeights weights;
    private final Source source;
    private final Panels gates;
    private final Panels table;
    private final Products.Layout[] layouts;

    public RecurrenceInput(Kernels kernels, RecurrentWeights weights, Source source, Panels gates, Slab slab) {
        this.kernels = kernels;
        this.weights = weights;
        this.source = source;
        this.gates = gates;
        int tokens = source instanceof Source.Embedded(int[] of, Parameter embedding) ? embedding.rows() : 0;
        table = Panels.of(slab, tokens, weights.cell.input().width(weights.stride));
        int aRow = Parameter.padded(weights.inputs);
        layouts = new Products.Layout[weights.panels()];
        Arrays.setAll(layouts, p -> Products.Layout.rows(weights.cell.input().columns(p, weights.stride), aRow, PANEL));
    }

    /// The worker's share of a window of `rows` rows.
    public void forward(Worker worker, int rows) {
        switch (source) {
            case Source.Dense(Tensor x) -> multiply(worker, x.value(), x.start(), rows, gates);
            case Source.Tokens tokens -> lookUp(worker, tokens, rows);
            case Source.Embedded(int[] tokens, Parameter embedding) -> {
                multiply(worker, embedding.value(), 0, embedding.rows(), table);
                worker.meet();
                copy(worker, tokens, rows);
            }
        }
    }

    private void multiply(Worker worker, float[] x, int start, int rows, Panels to) {
        int end = worker.to(rows);
        int chunk = RowChunk.rows(weights.inputs, end - worker.from(rows));
        for (int row = worker.from(rows); row < end; row += chunk) {
            int count = Math.min(chunk, end - row);
            for (int panel = 0; panel < to.count(); panel++) {
                layBias(panel, to.floats(), to.at(panel, row), count);
                kernels.products()
                        .multiply(
                                layouts[panel],
                                count,
                                weights.inputs,
                                x,
                                start + row * layouts[panel].aRow(),
                                weights.forwardW.floats(),
                                weights.forwardW.at(panel),
                                to.floats(),
                                to.at(panel, row));
            }
        }
    }

    private void layBias(int panel, float[] to, int at, int count) {
        kernels.rows().copy(weights.bias, panel * PANEL, 0, count, PANEL, to, at, PANEL);
    }

    private void copy(Worker worker, int[] tokens, int rows) {
        for (int panel = worker.from(gates.count()); panel < worker.to(gates.count()); panel++) {
            kernels.rows().gather(rows, tokens, table.floats(), table.at(panel), gates.floats(), gates.at(panel));
        }
    }

    /// The product with a one-hot row: adding 0·w changes nothing, so these are the same bits.
    private void lookUp(Worker worker, Source.Tokens source, int rows) {
        for (int panel = worker.from(gates.count()); panel < worker.to(gates.count()); panel++) {
            layBias(panel, gates.floats(), gates.at(panel), rows);
            int columns = layouts[panel].columns();
            for (int row = 0; row < rows; row++) {
                lookUp(panel, columns, source.tokens()[row], source.scales()[row], gates.at(panel, row));
            }
        }
    }

    private void lookUp(int panel, int columns, int token, float scale, int to) {
        int from = weights.forwardW.at(panel, token);
        for (int j = 0; j < columns; j++) {
            gates.floats()[to + j] = Math.fma(scale, weights.forwardW.floats()[from + j], gates.floats()[to + j]);
        }
    }
}
