package refrain.nn.tape;

import refrain.kernel.CounterRandom;
import refrain.nn.weights.DropConnect;

/// What an operation needs to know of the window being run.
final class Window implements DropConnect {
    /// Streams B that advance together.
    final int streams;

    /// Room for this many steps T.
    final int capacity;

    /// Steps of the current window, at most T.
    int steps;

    /// Number of the update, which selects the dropout masks.
    long update;

    /// Seed of the dropout masks.
    final long seed;

    /// Rate of dropping connections.
    final float dropConnect;

    Window(int streams, int capacity, long seed, float dropConnect) {
        this.streams = streams;
        this.capacity = capacity;
        this.seed = seed;
        this.dropConnect = dropConnect;
    }

    /// Rows of the current window.
    int rows() {
        return steps * streams;
    }

    /// Rows there is room for.
    int rowCapacity() {
        return capacity * streams;
    }

    @Override
    public float dropConnect() {
        return dropConnect;
    }

    @Override
    public long key(int site) {
        return CounterRandom.hash(seed, update, site);
    }
}
