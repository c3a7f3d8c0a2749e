/// What networks are made of: architectures as data, and trained parameters.
@NullMarked
package refrain.nn;

import org.jspecify.annotations.NullMarked;
