/// How a text is cut into pre-tokens, across which no merge of a byte-pair encoding reaches. Inside; not exported.
@NullMarked
package refrain.text.pretoken;

import org.jspecify.annotations.NullMarked;
