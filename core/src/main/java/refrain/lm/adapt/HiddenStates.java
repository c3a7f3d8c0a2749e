package refrain.lm.adapt;

import java.util.Arrays;
import refrain.kernel.Kernels;
import refrain.kernel.Products;

/// The last hidden states of one stream, each with the token that followed, in a ring. Entries are numbered from 0;
/// entry e lies in column e mod R of panels of 64 columns, so that the likeness of one state to all of them is one
/// product, each sum over k ascending from +0:
/// ```
/// s(e) = Σ_k fma(h_k, h(e)_k)
/// ```
final class HiddenStates {
    private static final int PANEL = Products.PANEL;

    private final Kernels kernels;
    private final int hidden;
    private final int columns; // R
    private final float[] panels; // [R/64][H][64]
    private final int[] tokens;
    private final Products.Layout layout;
    private long count;

    /// @param room the least number of entries that are held at a time
    HiddenStates(Kernels kernels, int hidden, int room) {
        this.kernels = kernels;
        this.hidden = hidden;
        columns = columns(room);
        panels = new float[Math.multiplyExact(columns, hidden)];
        tokens = new int[columns];
        layout = Products.Layout.rows(PANEL, hidden, columns);
    }

    static int columns(int room) {
        return Math.ceilDiv(room, PANEL) * PANEL;
    }

    int columns() {
        return columns;
    }

    /// Entries ever added.
    long count() {
        return count;
    }

    void clear() {
        count = 0;
    }

    /// Adds a state and the token that followed it.
    void add(float[] h, int at, int token) {
        int column = column(count++);
        int first = first(column);
        for (int k = 0; k < hidden; k++) {
            panels[first + k * PANEL] = h[at + k];
        }
        tokens[column] = token;
    }

    private int first(int column) {
        return column / PANEL * PANEL * hidden + column % PANEL;
    }

    /// Copies a state's values.
    void read(long entry, float[] into, int at) {
        int first = first(column(entry));
        for (int k = 0; k < hidden; k++) {
            into[at + k] = panels[first + k * PANEL];
        }
    }

    int column(long entry) {
        return (int) (entry % columns);
    }

    int token(long entry) {
        return tokens[column(entry)];
    }

    /// The likeness of `rows` states to what is in every column, [row × R].
    void likeness(float[] h, int rows, float[] scores) {
        Arrays.fill(scores, 0, rows * columns, 0f);
        for (int first = 0; first < columns; first += PANEL) {
            kernels.products().multiply(layout, rows, hidden, h, 0, panels, first * hidden, scores, first);
        }
    }

    /// Makes this ring a copy of one of the same size.
    void copyFrom(HiddenStates other) {
        System.arraycopy(other.panels, 0, panels, 0, panels.length);
        System.arraycopy(other.tokens, 0, tokens, 0, columns);
        count = other.count;
    }
}
