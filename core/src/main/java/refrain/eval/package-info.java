/// How well a language model predicts a text.
@NullMarked
package refrain.eval;

import org.jspecify.annotations.NullMarked;
