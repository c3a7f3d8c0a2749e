/// How much of generated text is copied from a training text.
@NullMarked
package refrain.eval.novelty;

import org.jspecify.annotations.NullMarked;
