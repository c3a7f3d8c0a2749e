/// The arithmetic: `float[]` in, `float[]` out, every result defined to its last bit.
@NullMarked
package refrain.kernel;

import org.jspecify.annotations.NullMarked;
