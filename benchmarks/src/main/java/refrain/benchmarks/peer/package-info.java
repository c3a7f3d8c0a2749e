/// How the peers do the tasks: PyTorch through DJL, and Deeplearning4j.
@NullMarked
package refrain.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
