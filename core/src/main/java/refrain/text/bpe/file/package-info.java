/// A byte-pair encoding's `tokenizer.json`, read and written. Inside; not exported.
@NullMarked
package refrain.text.bpe.file;

import org.jspecify.annotations.NullMarked;
