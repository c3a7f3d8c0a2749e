/// Each kernel by itself, in each of its sets, measured by JMH on one thread: `benchmarks/jmh`.
@NullMarked
package refrain.benchmarks.kernel;

import org.jspecify.annotations.NullMarked;
