/// Kinds of recurrent cells: how their gates lie in panels, and the formulas of one step. Inside; not exported.
@NullMarked
package refrain.nn.cell;

import org.jspecify.annotations.NullMarked;
