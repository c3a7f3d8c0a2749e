/// Model files of every kind.
@NullMarked
package refrain.lm.files;

import org.jspecify.annotations.NullMarked;
