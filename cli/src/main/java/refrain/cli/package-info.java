/// The `refrain` command: parses, makes one library call, explains what happened, exits. The only package that prints.
@NullMarked
package refrain.cli;

import org.jspecify.annotations.NullMarked;
