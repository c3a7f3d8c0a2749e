/// What the output layer of a large vocabulary costs in training.
@NullMarked
package refrain.benchmarks.vocabulary;

import org.jspecify.annotations.NullMarked;
