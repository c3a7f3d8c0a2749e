/// Single-file programs that show the library; each runs by itself and in the build's tests.
@NullMarked
package refrain.examples;

import org.jspecify.annotations.NullMarked;
