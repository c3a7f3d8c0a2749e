/// Loops that show what the machine allows: of multiply-adds, of a matrix product, of reading.
@NullMarked
package refrain.benchmarks.ceiling;

import org.jspecify.annotations.NullMarked;
