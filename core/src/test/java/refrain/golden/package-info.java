/// Reads the numbers other implementations gave, kept under `golden` in the test resources.
@NullMarked
package refrain.golden;

import org.jspecify.annotations.NullMarked;
