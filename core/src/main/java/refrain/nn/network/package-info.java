/// The network of an architecture: all of its parameters, by PyTorch's names.
@NullMarked
package refrain.nn.network;

import org.jspecify.annotations.NullMarked;
