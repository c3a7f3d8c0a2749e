/// The search for the settings of a training: many are begun, few go on.
@NullMarked
package refrain.train.search;

import org.jspecify.annotations.NullMarked;
