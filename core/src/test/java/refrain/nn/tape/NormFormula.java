package refrain.nn.tape;

/// ```
/// a = α_x∘N(W·x) + α_h∘N(U·h) + b_ih + b_hh      c' = σ(f)∘c + σ(i)∘tanh(g)      h' = σ(o)∘tanh(α_c∘N(c') + β_c)
/// ```
/// N over all values of a vector, ε = 10⁻⁵ beneath the root: Ba, Kiros and Hinton (2016), equations 20 to 22.
record NormFormula(CellFormula.Weights weights) implements CellFormula {
    /// A vector z normalised.
    private record Norm(double[] n, double r) {
        static Norm of(double[] z) {
            double mean = 0;
            for (double value : z) {
                mean += value / z.length;
            }
            double variance = 0;
            for (double value : z) {
                variance += (value - mean) * (value - mean) / z.length;
            }
            double r = 1 / Math.sqrt(variance + 1e-5);
            double[] n = new double[z.length];
            for (int i = 0; i < n.length; i++) {
                n[i] = (z[i] - mean) * r;
            }
            return new Norm(n, r);
        }

        /// dz of the gradient of gain∘N(z), and adds to that of the gain.
        double[] back(double[] d, Matrix gain) {
            double mean = 0;
            double dot = 0;
            double[] dn = new double[d.length];
            for (int i = 0; i < d.length; i++) {
                gain.gradient[i] += d[i] * n[i];
                dn[i] = d[i] * gain.value[i];
                mean += dn[i] / d.length;
                dot += dn[i] * n[i] / d.length;
            }
            double[] dz = new double[d.length];
            for (int i = 0; i < d.length; i++) {
                dz[i] = r * (dn[i] - mean - n[i] * dot);
            }
            return dz;
        }
    }

    private Matrix named(String name) {
        return weights.named().apply(name);
    }

    @Override
    public Step step(double[] x, double[] h, double[] c) {
        int n = weights.hidden();
        Norm ofX = Norm.of(weights.w().times(x));
        Norm ofH = Norm.of(weights.u().times(h));
        double[] gates = new double[4 * n];
        for (int i = 0; i < 4 * n; i++) {
            double bias = weights.inputBias().value[i] + weights.hiddenBias().value[i];
            double a = named("norm_ih").value[i] * ofX.n[i] + named("norm_hh").value[i] * ofH.n[i] + bias;
            gates[i] = i / n == 2 ? StrictMath.tanh(a) : CellFormula.sigmoid(a);
        }
        double[] next = new double[n];
        for (int j = 0; j < n; j++) {
            next[j] = gates[n + j] * c[j] + gates[j] * gates[2 * n + j];
        }
        Norm ofC = Norm.of(next);
        double[] tanh = new double[n];
        double[] output = new double[n];
        for (int j = 0; j < n; j++) {
            tanh[j] = StrictMath.tanh(named("norm_c").value[j] * ofC.n[j] + named("bias_c").value[j]);
            output[j] = gates[3 * n + j] * tanh[j];
        }
        return new Taken(this, new Before(x, h, c), new Norms(ofX, ofH, ofC), gates, tanh, output, next);
    }

    private record Before(double[] x, double[] h, double[] c) {}

    private record Norms(Norm x, Norm h, Norm c) {}

    private record Taken(
            NormFormula formula, Before before, Norms norms, double[] gates, double[] tanh, double[] h, double[] c)
            implements Step {
        @Override
        public Back back(double[] dh, double[] dcAfter) {
            int n = h.length;
            double[] da = new double[4 * n];
            double[] dNormal = new double[n];
            for (int j = 0; j < n; j++) {
                double o = gates[3 * n + j];
                da[3 * n + j] = dh[j] * tanh[j] * o * (1 - o);
                dNormal[j] = dh[j] * o * (1 - tanh[j] * tanh[j]);
                formula.named("bias_c").gradient[j] += dNormal[j];
            }
            double[] dc = CellFormula.sum(dcAfter, norms.c.back(dNormal, formula.named("norm_c")));
            double[] dcBefore = new double[n];
            for (int j = 0; j < n; j++) {
                double i = gates[j];
                double f = gates[n + j];
                double g = gates[2 * n + j];
                da[j] = dc[j] * g * i * (1 - i);
                da[n + j] = dc[j] * before.c[j] * f * (1 - f);
                da[2 * n + j] = dc[j] * i * (1 - g * g);
                dcBefore[j] = dc[j] * f;
            }
            Weights weights = formula.weights;
            weights.inputBias().add(da);
            weights.hiddenBias().add(da);
            double[] dx = norms.x.back(da, formula.named("norm_ih"));
            double[] dHidden = norms.h.back(da, formula.named("norm_hh"));
            weights.w().addOuter(dx, before.x);
            weights.u().addOuter(dHidden, before.h);
            return new Back(weights.w().transposedTimes(dx), weights.u().transposedTimes(dHidden), dcBefore);
        }
    }
}
