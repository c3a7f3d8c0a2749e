package refrain.nn.operation;

import refrain.kernel.random.CounterRandom;
import refrain.nn.Regularization;
import refrain.nn.weights.DropConnect;

/// What an operation needs to know of the window being run.
public final class Window implements DropConnect {
    private final int streams;
    private final int capacity;
    private final int layers;
    private final Regularization rates;
    private final long seed;
    private int steps;
    private long update;
    private int averaged; // rows that a loss is the mean of, where they are more than the window's own; else 0

    /// @param streams B that advance together
    /// @param capacity room for this many steps T
    /// @param layers L, recurrent ones
    /// @param seed of the dropout masks
    public Window(int streams, int capacity, int layers, Regularization rates, long seed) {
        this.streams = streams;
        this.capacity = capacity;
        this.layers = layers;
        this.rates = rates;
        this.seed = seed;
    }

    /// Begins a window.
    /// @param steps T of it, at most its capacity
    /// @param update number of the update, which selects the dropout masks
    public void begin(int steps, long update) {
        this.steps = steps;
        this.update = update;
    }

    /// Begins a [#part] of a window, without rows as yet, whose losses count for the mean of that window.
    public void begin(Window whole) {
        begin(0, whole.update);
        averaged = whole.rows();
    }

    /// One step more.
    public void extend() {
        steps++;
    }

    /// Streams B.
    public int streams() {
        return streams;
    }

    /// The most steps T.
    public int capacity() {
        return capacity;
    }

    /// Steps of the current window.
    public int steps() {
        return steps;
    }

    /// Seed of the dropout masks.
    public long seed() {
        return seed;
    }

    /// Rows of the current window.
    public int rows() {
        return steps * streams;
    }

    /// Rows there is room for.
    public int rowCapacity() {
        return capacity * streams;
    }

    /// A window of some rows of this one, with its sites.
    public Window part() {
        return new Window(1, rowCapacity(), layers, rates, seed);
    }

    /// What a row counts for in the mean loss.
    public float share() {
        return 1f / (averaged > 0 ? averaged : rows());
    }

    @Override
    public float rate(int site) {
        boolean recurrent = site < 2 * layers && site % 2 == 1;
        return recurrent ? rates.recurrent() : rates.dropConnect();
    }

    /// Whether any weights of a recurrent layer are dropped.
    public boolean dropsConnections() {
        return rates.recurrent() > 0;
    }

    @Override
    public long key(int site) {
        return CounterRandom.hash(seed, update, site);
    }
}
