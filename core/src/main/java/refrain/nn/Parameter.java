package refrain.nn;

import java.util.Arrays;

/// A trained matrix with its gradient, row-major, in PyTorch's shape and under PyTorch's name. Rows are padded with
/// zeros to a multiple of 16 floats ([#stride]) so that kernels need no tails; padding is never trained and stays zero.
/// A vector is a matrix of one row.
public final class Parameter {
    /// What of the gradient can differ from zero.
    public enum Gradient {
        /// Any element.
        DENSE,
        /// Only rows that the last batch touched: an embedding.
        TOUCHED_ROWS
    }

    private final String name;
    private final int rows;
    private final int columns;
    private final int stride;
    private final boolean vector;
    private final boolean elementWise;
    private final float[] value;
    private final float[] gradient;
    private final Touched touched;

    private Parameter(String name, int rows, int columns, boolean vector, boolean elementWise, Gradient kind) {
        this.name = name;
        this.rows = rows;
        this.columns = columns;
        this.vector = vector;
        this.elementWise = elementWise;
        this.stride = padded(columns);
        this.value = new float[Math.multiplyExact(rows, stride)];
        this.gradient = new float[value.length];
        this.touched = kind == Gradient.TOUCHED_ROWS ? Touched.none(rows) : Touched.all(rows);
    }

    /// A matrix `[rows × columns]`, whose row is the incoming weights of one unit.
    public static Parameter matrix(String name, int rows, int columns) {
        return new Parameter(name, rows, columns, false, false, Gradient.DENSE);
    }

    /// A matrix `[rows × columns]` with a row for each token; a batch touches the rows of its tokens alone.
    public static Parameter embedding(String name, int rows, int columns) {
        return new Parameter(name, rows, columns, false, false, Gradient.TOUCHED_ROWS);
    }

    /// A matrix none of whose rows are the weights of one unit: each element is a weight of a unit of its own.
    public static Parameter elementWise(String name, int rows, int columns) {
        return new Parameter(name, rows, columns, false, true, Gradient.DENSE);
    }

    /// A vector `[length]`, such as a bias.
    public static Parameter vector(String name, int length) {
        return new Parameter(name, 1, length, true, true, Gradient.DENSE);
    }

    /// The next multiple of 16 at or above `columns`.
    public static int padded(int columns) {
        return (columns + 15) & -16;
    }

    /// The tensor's name in the model file, as `rnn.weight_ih_l0`.
    public String name() {
        return name;
    }

    /// Rows of the matrix; of a vector 1.
    public int rows() {
        return rows;
    }

    /// Columns of the matrix, or length of the vector.
    public int columns() {
        return columns;
    }

    /// Floats from the start of one row to the start of the next: `columns` rounded up to a multiple of 16.
    public int stride() {
        return stride;
    }

    /// Whether the tensor has one dimension (a bias) rather than two.
    public boolean isVector() {
        return vector;
    }

    /// Whether a row is the incoming weights of one unit, whose norm can be limited.
    public boolean hasUnitRows() {
        return !vector && !elementWise;
    }

    /// The number of trained values, padding excluded.
    public long size() {
        return (long) rows * columns;
    }

    /// The values, `rows × stride`; the live array, written by the optimizer.
    public float[] value() {
        return value;
    }

    /// ∂loss/∂value of the last backward pass, `rows × stride`; the live array.
    public float[] gradient() {
        return gradient;
    }

    /// Whether from now on only the rows that each batch touches have a gradient, or all of them again. Of a matrix
    /// made dense; the gradient is forgotten.
    public void track(boolean tracked) {
        if (touched.isAll() == tracked) {
            Arrays.fill(gradient, 0f);
            touched.track(tracked);
        }
    }

    /// The rows whose gradient may differ from zero; all others hold zeros.
    public Touched touched() {
        return touched;
    }
}
