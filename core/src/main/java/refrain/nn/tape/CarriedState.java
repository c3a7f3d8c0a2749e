package refrain.nn.tape;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import refrain.nn.operation.Operation;
import refrain.nn.operation.Window;

/// What the operations of a tape carry from each window to the next.
/// @param operations in the order in which their arrays are numbered
record CarriedState(List<Operation> operations, Window window) {
    /// The carried floats, by array.
    List<float[]> copies() {
        List<float[]> copies = new ArrayList<>();
        for (float[] live : arrays()) {
            copies.add(Arrays.copyOf(live, length(copies.size())));
        }
        return copies;
    }

    /// Puts back what [#copies] returned.
    /// @throws IllegalArgumentException if number or lengths differ
    void restore(List<float[]> state) {
        List<float[]> live = arrays();
        if (state.size() != live.size()) {
            throw new IllegalArgumentException(
                    "the state has %d arrays; this network carries %d".formatted(state.size(), live.size()));
        }
        for (int i = 0; i < live.size(); i++) {
            if (state.get(i).length != length(i)) {
                throw new IllegalArgumentException("array %d of the state has %,d floats; this tape carries %,d"
                        .formatted(i, state.get(i).length, length(i)));
            }
            System.arraycopy(state.get(i), 0, live.get(i), 0, length(i));
        }
    }

    void clear() {
        List<float[]> live = arrays();
        for (int i = 0; i < live.size(); i++) {
            Arrays.fill(live.get(i), 0, length(i), 0f);
        }
    }

    private List<float[]> arrays() {
        List<float[]> live = new ArrayList<>();
        operations.forEach(operation -> live.addAll(operation.carried()));
        return live;
    }

    /// Number of carried floats of the `array`-th of [#arrays].
    private int length(int array) {
        int index = array;
        for (Operation operation : operations) {
            int arrays = operation.carried().size();
            if (index < arrays) {
                return operation.carriedLength(window, index);
            }
            index -= arrays;
        }
        throw new IndexOutOfBoundsException(array);
    }
}
