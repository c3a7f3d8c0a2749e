/// Training: what a run is to do, as records; the update rules; the run itself; and the checkpoint from which an
/// interrupted run goes on to the very bytes it would have written.
@NullMarked
package refrain.train;

import org.jspecify.annotations.NullMarked;
