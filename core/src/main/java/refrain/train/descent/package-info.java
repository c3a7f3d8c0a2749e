/// One update of the parameters: gradients clipped, the rule applied, weights constrained.
@NullMarked
package refrain.train.descent;

import org.jspecify.annotations.NullMarked;
