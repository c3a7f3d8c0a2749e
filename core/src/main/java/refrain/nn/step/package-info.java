/// Networks one token at a time: no gradients, many streams that advance in any company.
@NullMarked
package refrain.nn.step;

import org.jspecify.annotations.NullMarked;
