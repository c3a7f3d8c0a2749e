/// The threads that share the work, and where they meet.
@NullMarked
package refrain.kernel.team;

import org.jspecify.annotations.NullMarked;
