/// Inside [BpeTokenizer][refrain.text.BpeTokenizer]: byte-pair encoding of UTF-8 bytes. Pre-tokens are counted, merges
/// are learnt from the counts and applied to pre-tokens.
@NullMarked
package refrain.text.bpe;

import org.jspecify.annotations.NullMarked;
