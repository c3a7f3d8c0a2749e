/// How Refrain does the tasks: by the classes that train, score and generate for its users.
@NullMarked
package refrain.benchmarks.own;

import org.jspecify.annotations.NullMarked;
