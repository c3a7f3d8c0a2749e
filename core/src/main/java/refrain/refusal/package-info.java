/// What is refused although nobody has made a mistake: what is wrong shows only in a text, a file, an earlier
/// run or the machine. Whoever chose these can mend it.
@NullMarked
package refrain.refusal;

import org.jspecify.annotations.NullMarked;
