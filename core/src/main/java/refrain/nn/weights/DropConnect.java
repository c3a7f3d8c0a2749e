package refrain.nn.weights;

/// Which connections an update does without: what [Connections] asks of the window being run.
public interface DropConnect {
    /// Rate of dropping connections, 0 for none.
    float dropConnect();

    /// The key of the masks at `site` in this update.
    long key(int site);
}
