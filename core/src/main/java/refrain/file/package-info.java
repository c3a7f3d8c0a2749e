/// Files that appear whole or not at all, and that one program at a time writes.
@NullMarked
package refrain.file;

import org.jspecify.annotations.NullMarked;
