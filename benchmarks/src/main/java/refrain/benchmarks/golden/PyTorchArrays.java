package refrain.benchmarks.golden;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/// Tensors as PyTorch's arrays in double precision, and back.
final class PyTorchArrays {
    private PyTorchArrays() {}

    static NDArray array(NDManager manager, Tensor tensor) {
        return manager.create(tensor.values(), new Shape(tensor.shape())).toType(DataType.FLOAT64, true);
    }

    /// Rounds to `float`, once.
    static Tensor tensor(NDArray array) {
        double[] wide = array.toDoubleArray();
        float[] values = new float[wide.length];
        for (int i = 0; i < wide.length; i++) {
            values[i] = (float) wide[i];
        }
        return new Tensor(array.getShape().getShape(), values);
    }
}
