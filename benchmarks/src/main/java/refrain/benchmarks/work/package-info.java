/// What is measured: tasks, the networks and texts they are done with, and work that can be done again and again.
@NullMarked
package refrain.benchmarks.work;

import org.jspecify.annotations.NullMarked;
