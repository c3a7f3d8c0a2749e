package refrain.nn.tape;

/// `ln p(v) = l_v − ln Σ_u exp(l_u)` with `l = b + W·h`, for one row.
record SoftmaxFormula(Matrix w, Matrix bias) {
    /// ln p of every token.
    double[] forward(double[] h) {
        double[] logits = CellFormula.sum(bias.value, w.times(h));
        double max = Double.NEGATIVE_INFINITY;
        for (double l : logits) {
            max = Math.max(max, l);
        }
        double sum = 0;
        for (double l : logits) {
            sum += StrictMath.exp(l - max);
        }
        for (int v = 0; v < logits.length; v++) {
            logits[v] -= max + StrictMath.log(sum);
        }
        return logits;
    }

    /// `−(1 − ε)·ln p(target) − ε/V·Σ_v ln p(v)`.
    double loss(double[] logProbabilities, int target, float smoothing) {
        double all = 0;
        for (double p : logProbabilities) {
            all += p;
        }
        return -(1 - smoothing) * logProbabilities[target] - smoothing / logProbabilities.length * all;
    }

    /// The gradient of `scale` times the loss: adds to those of the weights, and returns that of h.
    double[] back(double[] logProbabilities, double[] h, int target, double scale, float smoothing) {
        double[] dl = new double[logProbabilities.length];
        for (int v = 0; v < dl.length; v++) {
            double wanted = (double) smoothing / dl.length + (v == target ? 1 - smoothing : 0);
            dl[v] = scale * (StrictMath.exp(logProbabilities[v]) - wanted);
        }
        bias.add(dl);
        w.addOuter(dl, h);
        return w.transposedTimes(dl);
    }
}
