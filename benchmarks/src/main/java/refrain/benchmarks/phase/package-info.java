/// Where the time of a task goes: what a training step is made of, what each part computes and moves, and what
/// the machine would allow.
@NullMarked
package refrain.benchmarks.phase;

import org.jspecify.annotations.NullMarked;
