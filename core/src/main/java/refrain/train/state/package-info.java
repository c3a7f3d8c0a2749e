/// What a run keeps of itself in a checkpoint, part by part, and how each part is text there.
@NullMarked
package refrain.train.state;

import org.jspecify.annotations.NullMarked;
