/// Networks over windows of text: the tape that runs operations forward and backward, and the memory they take.
@NullMarked
package refrain.nn.tape;

import org.jspecify.annotations.NullMarked;
