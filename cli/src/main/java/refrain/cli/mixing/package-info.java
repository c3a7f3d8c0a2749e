/// The commands for several models as one, and for models that adapt.
@NullMarked
package refrain.cli.mixing;

import org.jspecify.annotations.NullMarked;
