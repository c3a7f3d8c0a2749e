/// Recurrent models that adapt to a text while they read it: a cache of hidden states, and dynamic evaluation.
@NullMarked
package refrain.lm.adapt;

import org.jspecify.annotations.NullMarked;
