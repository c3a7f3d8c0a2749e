/// Coarse differentiable operations over a window of text, and what they hand to each other.
@NullMarked
package refrain.nn.operation;

import org.jspecify.annotations.NullMarked;
