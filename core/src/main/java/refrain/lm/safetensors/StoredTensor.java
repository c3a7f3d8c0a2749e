package refrain.lm.safetensors;

import java.util.List;
import refrain.nn.Parameter;

/// A tensor of a file together with the array it lives in: written from it, read into it.
public sealed interface StoredTensor {
    /// Its name in the file.
    String name();

    /// A matrix of floats, row-major. Files hold no padding.
    /// @param stride floats from one row to the next in `values`, at least `columns`
    record Matrix(String name, int rows, int columns, int stride, float[] values) implements StoredTensor {
        public Matrix {
            if (rows < 1 || columns < 1 || stride < columns || values.length < (rows - 1L) * stride + columns) {
                throw new IllegalArgumentException(
                        "tensor \"%s\": %,d × %,d floats, %,d apart, do not fit an array of %,d"
                                .formatted(name, rows, columns, stride, values.length));
            }
        }
    }

    /// A vector: the first `length` floats of `values`.
    record Vector(String name, int length, float[] values) implements StoredTensor {
        public Vector {
            if (length < 1 || length > values.length) {
                throw new IllegalArgumentException(
                        "tensor \"%s\": %,d floats do not fit an array of %,d".formatted(name, length, values.length));
            }
        }
    }

    /// Bytes.
    record Bytes(String name, byte[] values) implements StoredTensor {}

    /// All of an array as a vector.
    static StoredTensor vector(String name, float[] values) {
        return new Vector(name, values.length, values);
    }

    /// A parameter's values under its name.
    static StoredTensor of(Parameter parameter) {
        return like(parameter, parameter.name(), parameter.value());
    }

    /// An array laid out as a parameter's values, such as an optimizer's moments.
    static StoredTensor like(Parameter parameter, String name, float[] values) {
        return parameter.isVector()
                ? new Vector(name, parameter.columns(), values)
                : new Matrix(name, parameter.rows(), parameter.columns(), parameter.stride(), values);
    }

    /// The length of each dimension.
    default List<Long> shape() {
        return switch (this) {
            case Matrix matrix -> List.of((long) matrix.rows(), (long) matrix.columns());
            case Vector vector -> List.of((long) vector.length());
            case Bytes bytes -> List.of((long) bytes.values().length);
        };
    }
}
