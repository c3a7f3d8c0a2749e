package refrain.text.bpe;

import java.util.Arrays;

/// A queue of merges and where they apply: the lowest rank first, of equal ones the leftmost. A binary heap of numbers.
final class Ranked {
    private long[] heap = new long[64];
    private int size;

    static int rank(long entry) {
        return (int) (entry >>> Integer.SIZE);
    }

    static int position(long entry) {
        return (int) entry;
    }

    void clear() {
        size = 0;
    }

    boolean isEmpty() {
        return size == 0;
    }

    void add(int rank, int position) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, 2 * size);
        }
        long entry = (long) rank << Integer.SIZE | position;
        int at = size++;
        while (at > 0 && heap[(at - 1) / 2] > entry) {
            heap[at] = heap[(at - 1) / 2];
            at = (at - 1) / 2;
        }
        heap[at] = entry;
    }

    /// Takes the first out; there must be one.
    long poll() {
        long first = heap[0];
        long last = heap[--size];
        int at = 0;
        for (int child = 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size && heap[child + 1] < heap[child]) {
                child++;
            }
            if (heap[child] >= last) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = last;
        return first;
    }
}
