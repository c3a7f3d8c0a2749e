/// Several models over one vocabulary as one: linear and log-linear mixtures, their weights and their file.
@NullMarked
package refrain.lm.mixture;

import org.jspecify.annotations.NullMarked;
