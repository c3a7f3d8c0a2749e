package refrain.nn;

/// The rows of a [Parameter] whose gradient the last batch may have made non-zero, ascending.
/// A dense gradient touches all rows, unless they are tracked.
public final class Touched {
    private boolean all;
    private boolean[] marked;
    private final int[] list;
    private int count;

    private Touched(boolean all, int rows) {
        this.all = all;
        this.marked = new boolean[all ? 0 : rows];
        this.list = new int[rows];
        this.count = 0;
    }

    static Touched all(int rows) {
        Touched touched = new Touched(true, rows);
        touched.listAll();
        return touched;
    }

    static Touched none(int rows) {
        return new Touched(false, rows);
    }

    private void listAll() {
        count = list.length;
        for (int row = 0; row < count; row++) {
            list[row] = row;
        }
    }

    /// Whether from now on rows are marked, at first none, or all count as touched.
    void track(boolean tracked) {
        all = !tracked;
        if (tracked) {
            marked = new boolean[list.length];
            count = 0;
        } else {
            listAll();
        }
    }

    /// Whether every row counts as touched at all times.
    public boolean isAll() {
        return all;
    }

    /// How many rows are touched.
    public int count() {
        return count;
    }

    /// The `i`-th touched row.
    public int row(int i) {
        return list[i];
    }

    /// Forgets the last batch and marks the rows named by the first `length` of `rows`, unless all are touched anyway.
    public void mark(int[] rows, int length) {
        if (all) {
            return;
        }
        clear();
        add(rows, length);
    }

    /// Marks more rows of the same batch.
    public void add(int[] rows, int length) {
        if (all) {
            return;
        }
        for (int i = 0; i < length; i++) {
            marked[rows[i]] = true;
        }
        count = 0;
        for (int row = 0; row < marked.length; row++) {
            if (marked[row]) {
                list[count++] = row;
            }
        }
    }

    private void clear() {
        for (int i = 0; i < count; i++) {
            marked[list[i]] = false;
        }
        count = 0;
    }
}
