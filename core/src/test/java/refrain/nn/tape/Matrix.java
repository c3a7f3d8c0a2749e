package refrain.nn.tape;

import java.util.Arrays;
import refrain.kernel.random.SeededRandom;
import refrain.nn.Parameter;

/// A matrix in `double` with its gradient, row-major without padding. Where connections are dropped, `factor` holds
/// what each element is multiplied by.
public final class Matrix {
    public final int rows;
    public final int columns;
    public final double[] value;
    public final double[] gradient;
    public final double[] factor;

    public Matrix(int rows, int columns) {
        this.rows = rows;
        this.columns = columns;
        value = new double[rows * columns];
        gradient = new double[rows * columns];
        factor = new double[rows * columns];
        Arrays.fill(factor, 1);
    }

    /// The values of a parameter.
    public static Matrix of(Parameter parameter) {
        Matrix matrix = new Matrix(parameter.rows(), parameter.columns());
        for (int i = 0; i < matrix.value.length; i++) {
            matrix.value[i] = parameter.value()[i / matrix.columns * parameter.stride() + i % matrix.columns];
        }
        return matrix;
    }

    /// Uniform in ±range.
    public static Matrix random(int rows, int columns, double range, SeededRandom random) {
        Matrix matrix = new Matrix(rows, columns);
        for (int i = 0; i < matrix.value.length; i++) {
            matrix.value[i] = (2 * random.nextDouble() - 1) * range;
        }
        return matrix;
    }

    public double at(int row, int column) {
        return value[row * columns + column] * factor[row * columns + column];
    }

    /// W·x
    public double[] times(double[] x) {
        double[] y = new double[rows];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                y[i] += at(i, j) * x[j];
            }
        }
        return y;
    }

    /// Wᵀ·d
    public double[] transposedTimes(double[] d) {
        double[] x = new double[columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                x[j] += at(i, j) * d[i];
            }
        }
        return x;
    }

    /// dW ← dW + d·xᵀ
    public void addOuter(double[] d, double[] x) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                gradient[i * columns + j] += d[i] * x[j] * factor[i * columns + j];
            }
        }
    }

    /// db ← db + d, of a vector.
    public void add(double[] d) {
        for (int i = 0; i < d.length; i++) {
            gradient[i] += d[i];
        }
    }
}
