/// Options that commands share, and how they become the library's records.
@NullMarked
package refrain.cli.options;

import org.jspecify.annotations.NullMarked;
