/// Files of named tensors in the safetensors format, read as if by a stranger's hand and written so that a
/// reader finds the old file or the new one.
@NullMarked
package refrain.lm.safetensors;

import org.jspecify.annotations.NullMarked;
