/// Recipes: options of a training in a TOML file, laid under what stands on the command line.
@NullMarked
package refrain.cli.recipe;

import org.jspecify.annotations.NullMarked;
