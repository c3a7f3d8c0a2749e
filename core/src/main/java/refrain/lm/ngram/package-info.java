/// Models of n-grams: estimated with modified Kneser-Ney smoothing, read from and written to ARPA files.
@NullMarked
package refrain.lm.ngram;

import org.jspecify.annotations.NullMarked;
