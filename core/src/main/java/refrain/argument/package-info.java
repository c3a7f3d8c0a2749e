/// Inside: how every package refuses an argument that is wrong by itself.
@NullMarked
package refrain.argument;

import org.jspecify.annotations.NullMarked;
