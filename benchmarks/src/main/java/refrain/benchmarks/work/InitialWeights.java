package refrain.benchmarks.work;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// The weights that training begins with, the same for every implementation that takes them, in PyTorch's order:
/// embedding, for each layer W_ih, W_hh, b_ih, b_hh, then output weights, if they are not the embedding's, and bias.
public final class InitialWeights {
    /// Any number, the same for every implementation.
    private static final long SEED = 1;

    /// Of embedding and output, as Zaremba et al. (2014) begin.
    private static final float BOUND = 0.1f;

    /// @param columns 0 of a vector
    /// @param bound values are uniform in ±bound
    public record Shape(int rows, int columns, float bound) {
        public int size() {
            return rows * Math.max(columns, 1);
        }

        public long[] dimensions() {
            return columns == 0 ? new long[] {rows} : new long[] {rows, columns};
        }
    }

    private final List<Shape> shapes = new ArrayList<>();

    public InitialWeights(Architecture architecture) {
        shapes.add(new Shape(architecture.vocabulary(), architecture.embedding(), BOUND));
        for (int layer = 0; layer < architecture.layers(); layer++) {
            layer(architecture, layer);
        }
        if (!architecture.tied()) {
            shapes.add(new Shape(architecture.vocabulary(), architecture.top(), BOUND));
        }
        shapes.add(new Shape(architecture.vocabulary(), 0, 0));
    }

    private void layer(Architecture architecture, int layer) {
        int hidden = architecture.hidden(layer);
        int rows = architecture.gateRows(layer);
        float bound = (float) (1 / Math.sqrt(hidden)); // PyTorch's rule
        shapes.add(new Shape(rows, architecture.inputs(layer), bound));
        shapes.add(new Shape(rows, hidden, bound));
        shapes.add(new Shape(rows, 0, bound));
        shapes.add(new Shape(rows, 0, bound));
    }

    public int count() {
        return shapes.size();
    }

    public Shape shape(int index) {
        return shapes.get(index);
    }

    /// Row-major, made anew at each call.
    public float[] values(int index) {
        Shape shape = shapes.get(index);
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED + index);
        float[] values = new float[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (2 * random.nextFloat() - 1) * shape.bound();
        }
        return values;
    }
}
