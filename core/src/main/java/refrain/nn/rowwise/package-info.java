/// Layers on the row-wise path, whole rows at a time: what must see all of a row before its gates, or feeds the hidden
/// state into its input. Inside; not exported.
@NullMarked
package refrain.nn.rowwise;

import org.jspecify.annotations.NullMarked;
