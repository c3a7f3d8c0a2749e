package refrain.nn.weights;

import refrain.kernel.Panels;
import refrain.kernel.team.Worker;

/// One worker's share of the elements of a matrix cut into panels: a run of rows in panel after panel. The share is a
/// contiguous part of equal cost (columns × rows) in panel-major order, so that a worker meets the same few panels of
/// weights at every time step and its cache keeps them. Where weights are few enough for every worker's cache to keep
/// all of them, a share may be whole rows instead: then what a worker computes from a row of its own needs nobody
/// else's.
public final class Share {
    private static final int SLOT = 16;

    private final int columns;
    private final int slots;
    private final int panels;
    private long from;
    private long to;
    private int rows;
    private boolean whole;

    /// @param columns of the whole matrix, a multiple of 16
    public Share(int columns) {
        this.columns = columns;
        this.slots = columns / SLOT;
        this.panels = Panels.count(columns);
    }

    /// Sets the share of `worker` of a matrix of `rows` rows.
    public void of(Worker worker, int rows) {
        this.rows = rows;
        whole = false;
        long cost = (long) slots * rows;
        from = cost * worker.index() / worker.count();
        to = cost * (worker.index() + 1) / worker.count();
    }

    /// Sets the share of `worker` to whole rows of a matrix of `rows` rows.
    public void ofWholeRows(Worker worker, int rows) {
        whole = true;
        from = worker.from(rows);
        to = worker.to(rows);
    }

    /// Whether it is of whole rows.
    public boolean isWholeRows() {
        return whole;
    }

    /// The first panel with rows of ours.
    public int firstPanel() {
        return whole ? 0 : panel(from);
    }

    /// The end of the panels with rows of ours.
    public int endPanel() {
        if (to == from) {
            return firstPanel();
        }
        return whole ? panels : panel(to - 1) + 1;
    }

    /// Our first row in `panel`.
    public int firstRow(int panel) {
        return whole ? (int) from : row(panel, from);
    }

    /// The end of our rows in `panel`.
    public int endRow(int panel) {
        return whole ? (int) to : row(panel, to);
    }

    /// The panel whose first slot is the last one not after the position's: the inverse of [Panels#first].
    private int panel(long position) {
        long slot = Math.min(position / rows, slots - 1);
        return (int) (((slot + 1) * panels - 1) / slots);
    }

    private int row(int panel, long position) {
        long start = (long) Panels.first(panel, columns) / SLOT * rows;
        int costOfRow = Panels.width(panel, columns) / SLOT;
        return (int) Math.clamp((position - start) / costOfRow, 0L, (long) rows);
    }
}
