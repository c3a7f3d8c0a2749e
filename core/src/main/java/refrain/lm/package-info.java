/// Language models: a distribution over the next token given all tokens before it; their kinds and their file.
@NullMarked
package refrain.lm;

import org.jspecify.annotations.NullMarked;
