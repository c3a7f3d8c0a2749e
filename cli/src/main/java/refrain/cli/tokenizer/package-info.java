/// The commands for tokenizers by themselves.
@NullMarked
package refrain.cli.tokenizer;

import org.jspecify.annotations.NullMarked;
