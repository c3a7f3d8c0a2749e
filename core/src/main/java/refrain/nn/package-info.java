/// Networks: parameters, coarse differentiable operations, and the tape that runs them forward and backward.
@NullMarked
package refrain.nn;

import org.jspecify.annotations.NullMarked;
