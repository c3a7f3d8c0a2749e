/// Speed side by side: Refrain, PyTorch and Deeplearning4j on the same networks and the same tokens, each in a process
/// of its own, and the ceilings of the machine beside them.
@NullMarked
package refrain.benchmarks;

import org.jspecify.annotations.NullMarked;
