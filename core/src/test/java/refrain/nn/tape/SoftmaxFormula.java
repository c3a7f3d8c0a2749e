package refrain.nn.tape;

import java.util.List;

/// `ln p(v) = l_v − ln Σ_u exp(l_u)` with `l = b + W·h`, for one row.
record SoftmaxFormula(Matrix w, Matrix bias) implements OutputFormula {
    /// Without a bias.
    SoftmaxFormula(Matrix w) {
        this(w, new Matrix(1, w.rows));
    }

    @Override
    public List<Matrix> connections() {
        return List.of(w);
    }

    @Override
    public double[] forward(double[] h) {
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

    @Override
    public double loss(double[] logProbabilities, int target, float smoothing) {
        double all = 0;
        for (double p : logProbabilities) {
            all += p;
        }
        return -(1 - smoothing) * logProbabilities[target] - smoothing / logProbabilities.length * all;
    }

    @Override
    public double[] back(double[] logProbabilities, double[] h, int target, double scale, float smoothing) {
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
