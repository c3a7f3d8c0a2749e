/// What a run leaves on the disk to go on from.
@NullMarked
package refrain.train.checkpoint;

import org.jspecify.annotations.NullMarked;
