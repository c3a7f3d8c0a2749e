/// The process that measures one subject on one task, and what it tells the one that asks.
@NullMarked
package refrain.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
