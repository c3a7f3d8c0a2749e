/// Inside: JSON objects with a fixed order of keys; not exported.
@NullMarked
package refrain.lm.json;

import org.jspecify.annotations.NullMarked;
