package refrain.nn.tape;

import refrain.kernel.CounterRandom;
import refrain.nn.Regularization;
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

    /// Rows that a loss is the mean of, where they are more than the window's own; else 0.
    int averaged;

    /// Seed of the dropout masks.
    final long seed;

    /// Recurrent layers L.
    private final int layers;

    private final Regularization rates;

    Window(int streams, int capacity, int layers, Regularization rates, long seed) {
        this.streams = streams;
        this.capacity = capacity;
        this.layers = layers;
        this.rates = rates;
        this.seed = seed;
    }

    /// Rows of the current window.
    int rows() {
        return steps * streams;
    }

    /// Rows there is room for.
    int rowCapacity() {
        return capacity * streams;
    }

    /// A window of some rows of this one, with its sites.
    Window part() {
        return new Window(1, rowCapacity(), layers, rates, seed);
    }

    /// What a row counts for in the mean loss.
    float share() {
        return 1f / (averaged > 0 ? averaged : rows());
    }

    @Override
    public float rate(int site) {
        boolean recurrent = site < 2 * layers && site % 2 == 1;
        return recurrent ? rates.recurrent() : rates.dropConnect();
    }

    /// Whether any weights of a recurrent layer are dropped.
    boolean dropsConnections() {
        return rates.recurrent() > 0;
    }

    @Override
    public long key(int site) {
        return CounterRandom.hash(seed, update, site);
    }
}
