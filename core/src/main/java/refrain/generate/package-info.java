/// Text from a language model: samplers, and the generator that runs them.
@NullMarked
package refrain.generate;

import org.jspecify.annotations.NullMarked;
