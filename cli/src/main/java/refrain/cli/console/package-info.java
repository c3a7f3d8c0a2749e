/// What a person or a script sees: lines on the two streams, progress, JSON, and what becomes of Ctrl-C.
@NullMarked
package refrain.cli.console;

import org.jspecify.annotations.NullMarked;
