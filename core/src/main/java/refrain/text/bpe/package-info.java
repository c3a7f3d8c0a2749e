/// Inside [BpeTokenizer][refrain.text.BpeTokenizer]: byte-pair encoding of UTF-8 bytes. Text is cut into pre-tokens,
/// pre-tokens are counted, merges are learnt from the counts and applied to pre-tokens; and all of it is read from and
/// written to a `tokenizer.json`.
@NullMarked
package refrain.text.bpe;

import org.jspecify.annotations.NullMarked;
