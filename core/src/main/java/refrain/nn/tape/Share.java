package refrain.nn.tape;

import refrain.kernel.Products;
import refrain.kernel.Worker;

/// One worker's share of the elements of a matrix cut into panels: a run of rows in panel after panel. The share is a
/// contiguous part of equal cost (columns × rows) in panel-major order, so that a worker meets the same few panels of
/// weights at every time step and its cache keeps them.
final class Share {
    private static final int SLOT = 16;

    private final int columns;
    private final int width;
    private long from;
    private long to;
    private int rows;

    /// @param columns of the whole matrix, a multiple of 16
    /// @param width of a panel
    Share(int columns, int width) {
        this.columns = columns;
        this.width = width;
    }

    static Share ofColumns(int columns) {
        return new Share(columns, Products.PANEL);
    }

    /// Sets the share of `worker` of a matrix of `rows` rows.
    void of(Worker worker, int rows) {
        this.rows = rows;
        long cost = (long) columns / SLOT * rows;
        from = cost * worker.index() / worker.count();
        to = cost * (worker.index() + 1) / worker.count();
    }

    /// The first panel with rows of ours.
    int firstPanel() {
        return panel(from);
    }

    /// The end of the panels with rows of ours.
    int endPanel() {
        return to == from ? firstPanel() : panel(to - 1) + 1;
    }

    /// Our first row in `panel`.
    int firstRow(int panel) {
        return row(panel, from);
    }

    /// The end of our rows in `panel`.
    int endRow(int panel) {
        return row(panel, to);
    }

    private int panel(long position) {
        return (int) Math.min(position / costOfPanel(), (columns - 1) / width);
    }

    private int row(int panel, long position) {
        long start = panel * costOfPanel();
        int costOfRow = Math.min(width, columns - panel * width) / SLOT;
        return (int) Math.clamp((position - start) / costOfRow, 0L, (long) rows);
    }

    private long costOfPanel() {
        return (long) width / SLOT * rows;
    }
}
