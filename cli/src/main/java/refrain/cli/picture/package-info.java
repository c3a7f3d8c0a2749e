/// Pictures drawn as SVG by hand: nothing here needs a font, a display or a graphics library on the machine that draws.
@NullMarked
package refrain.cli.picture;

import org.jspecify.annotations.NullMarked;
