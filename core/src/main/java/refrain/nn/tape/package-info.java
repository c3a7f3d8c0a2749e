/// Networks over windows of text: coarse differentiable operations, and the tape that runs them forward and backward.
@NullMarked
package refrain.nn.tape;

import org.jspecify.annotations.NullMarked;
