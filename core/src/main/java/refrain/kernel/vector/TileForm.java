package refrain.kernel.vector;

import jdk.incubator.vector.VectorSpecies;

/// What a template of [Tiles] is made for. Strides are constants in the compiled loop: only then can the compiler prove
/// all its indices in range before the loop begins, and a check inside costs as much as the multiplication.
/// @param across whether A is a slot read across
/// @param streaming whether a tile touches what will be read soon
record TileForm(VectorSpecies<Float> species, boolean across, boolean streaming) {}
