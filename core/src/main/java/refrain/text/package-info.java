/// Text as a network reads it: a [Corpus][refrain.text.corpus.Corpus] of UTF-8 files, a [Tokenizer] with
/// its [Vocabulary], a [TokenStore] of token ids on disk, and [Batches] of parallel streams drawn from
/// it. Nothing here holds a whole text in memory.
@NullMarked
package refrain.text;

import org.jspecify.annotations.NullMarked;
