/// The `train` and `demo` commands: their options, what they say of a run before it, while it lasts and after it.
@NullMarked
package refrain.cli.training;

import org.jspecify.annotations.NullMarked;
