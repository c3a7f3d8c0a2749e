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

    /// The gradient of `−scale · ln p(target)`: adds to those of the weights, and returns that of h.
    double[] back(double[] logProbabilities, double[] h, int target, double scale) {
        double[] dl = new double[logProbabilities.length];
        for (int v = 0; v < dl.length; v++) {
            dl[v] = scale * (StrictMath.exp(logProbabilities[v]) - (v == target ? 1 : 0));
        }
        bias.add(dl);
        w.addOuter(dl, h);
        return w.transposedTimes(dl);
    }
}
