/// Who is measured on a task: the implementations, and the ceilings of the machine.
@NullMarked
package refrain.benchmarks.subject;

import org.jspecify.annotations.NullMarked;
