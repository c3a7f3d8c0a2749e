/// The search for settings, as the command does it.
@NullMarked
package refrain.cli.search;

import org.jspecify.annotations.NullMarked;
