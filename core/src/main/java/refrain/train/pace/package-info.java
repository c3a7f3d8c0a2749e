/// When things happen in a run: how fast it is, what follows from that, and what follows from sizes alone.
@NullMarked
package refrain.train.pace;

import org.jspecify.annotations.NullMarked;
