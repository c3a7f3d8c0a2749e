/// Everything that computes in a run: a window forward and backward, an update, a validation.
@NullMarked
package refrain.train.engine;

import org.jspecify.annotations.NullMarked;
