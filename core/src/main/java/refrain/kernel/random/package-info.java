/// Random numbers, the same on every machine: by counter, and in sequence.
@NullMarked
package refrain.kernel.random;

import org.jspecify.annotations.NullMarked;
