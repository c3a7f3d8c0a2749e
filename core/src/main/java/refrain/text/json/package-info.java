/// What readers of JSON share.
@NullMarked
package refrain.text.json;

import org.jspecify.annotations.NullMarked;
