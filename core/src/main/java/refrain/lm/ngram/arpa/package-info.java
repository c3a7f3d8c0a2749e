/// The parts of an ARPA file: its header, lines, numbers and tokens. Inside; not exported.
@NullMarked
package refrain.lm.ngram.arpa;

import org.jspecify.annotations.NullMarked;
