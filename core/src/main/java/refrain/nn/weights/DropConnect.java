package refrain.nn.weights;

/// Which connections an update does without: what [Connections] asks of the window being run. Site 2l is W and site
/// 2l + 1 U of layer l; after those of all layers comes the output layer.
public interface DropConnect {
    /// Rate of dropping connections at `site`, 0 for none.
    float rate(int site);

    /// The key of the masks at `site` in this update.
    long key(int site);
}
