/// What the targets cost: a softmax over all tokens, over frequent ones and clusters, or over some that are drawn.
@NullMarked
package refrain.nn.loss;

import org.jspecify.annotations.NullMarked;
