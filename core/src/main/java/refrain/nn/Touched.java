package refrain.nn;

/// The rows of a [Parameter] whose gradient the last batch may have made non-zero, ascending.
/// A dense gradient touches all rows, always.
public final class Touched {
    private final boolean all;
    private final boolean[] marked;
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
        for (int row = 0; row < rows; row++) {
            touched.list[row] = row;
        }
        touched.count = rows;
        return touched;
    }

    static Touched none(int rows) {
        return new Touched(false, rows);
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
        for (int i = 0; i < length; i++) {
            marked[rows[i]] = true;
        }
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
