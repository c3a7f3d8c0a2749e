/// Recurrent layers over a window of text, forward and backward through time.
@NullMarked
package refrain.nn.recurrence;

import org.jspecify.annotations.NullMarked;
