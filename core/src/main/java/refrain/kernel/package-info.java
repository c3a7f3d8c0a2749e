/// The arithmetic: `float[]` in, `float[]` out, every result defined to its last bit; and the threads that share the
/// work.
@NullMarked
package refrain.kernel;

import org.jspecify.annotations.NullMarked;
