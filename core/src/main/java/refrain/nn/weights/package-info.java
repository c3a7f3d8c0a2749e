/// Layers' parameters and the packed copies that products read. Inside; not exported.
@NullMarked
package refrain.nn.weights;

import org.jspecify.annotations.NullMarked;
