/// The `train` and `demo` commands: they prepare texts, announce a run, watch it, and say what it came to.
@NullMarked
package refrain.cli.training;

import org.jspecify.annotations.NullMarked;
