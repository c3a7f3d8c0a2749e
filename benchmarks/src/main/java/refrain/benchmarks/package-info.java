/// Training speed side by side: Refrain, PyTorch and Deeplearning4j on the same networks and the same tokens, each in a
/// process of its own.
@NullMarked
package refrain.benchmarks;

import org.jspecify.annotations.NullMarked;
