package refrain.nn.cell;

/// Which gates, one after the other, a row of gate gradients holds for one product of the backward pass.
/// @param first the first segment of the row that belongs to the product
/// @param gates the gate's number in the weights, for each segment
public record Segments(int first, int... gates) {
    public int count() {
        return gates.length;
    }

    public int gate(int segment) {
        return gates[segment];
    }
}
