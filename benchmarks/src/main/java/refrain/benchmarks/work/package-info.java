/// What is measured: tasks, and each implementation's way of doing them. All of it runs in the measured processes.
@NullMarked
package refrain.benchmarks.work;

import org.jspecify.annotations.NullMarked;
