package refrain.cli.picture;

/// A curve: finite values y over increasing x.
record Series(String name, String colour, Mark mark, double[] x, double[] y) {
    /// More points than pixels cannot be seen.
    private static final int VISIBLE = 600;

    /// How the points are shown.
    enum Mark {
        LINE,
        LINE_AND_DOTS
    }

    boolean isEmpty() {
        return x.length == 0;
    }

    double last() {
        return y[y.length - 1];
    }

    /// The same curve in at most 600 points: means of neighbours, which also calms the noise of single batches.
    Series thinned() {
        if (x.length <= VISIBLE) {
            return this;
        }
        double[] meanX = new double[VISIBLE];
        double[] meanY = new double[VISIBLE];
        for (int i = 0; i < VISIBLE; i++) {
            int from = (int) ((long) x.length * i / VISIBLE);
            int to = (int) ((long) x.length * (i + 1) / VISIBLE);
            meanX[i] = mean(x, from, to);
            meanY[i] = mean(y, from, to);
        }
        return new Series(name, colour, mark, meanX, meanY);
    }

    private static double mean(double[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i];
        }
        return sum / (to - from);
    }
}
