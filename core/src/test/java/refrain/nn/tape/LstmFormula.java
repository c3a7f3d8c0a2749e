package refrain.nn.tape;

/// ```
/// i = σ(W_i·x + U_i·h + b_i + p_i∘c)      f = σ(W_f·x + U_f·h + b_f + p_f∘c)      g = tanh(W_g·x + U_g·h + b_g)
/// c' = f∘c + i∘g      o = σ(W_o·x + U_o·h + b_o + p_o∘c')      h' = o∘tanh(c')
/// ```
/// Hochreiter and Schmidhuber (1997) with the forget gate of Gers et al. (2000); p, the peepholes of Gers and
/// Schmidhuber (2000), where the layer has them. Capped, i is min(i, 1 − f), as in Melis, Dyer and Blunsom (2018).
record LstmFormula(CellFormula.Weights weights, boolean peepholes, boolean capped) implements CellFormula {
    private double p(int gate, int unit) {
        return peepholes ? weights.peepholes().at(gate, unit) : 0;
    }

    @Override
    public Step step(double[] x, double[] h, double[] c) {
        int n = weights.u().rows / 4;
        double[] a = CellFormula.sum(weights.ofInput(x), weights.ofHidden(h));
        Taken taken = new Taken(this, x, h, c, new double[4 * n], new double[n], new double[n]);
        for (int j = 0; j < n; j++) {
            double i = CellFormula.sigmoid(a[j] + p(0, j) * c[j]);
            double f = CellFormula.sigmoid(a[n + j] + p(1, j) * c[j]);
            i = capped ? Math.min(i, 1 - f) : i;
            double g = StrictMath.tanh(a[2 * n + j]);
            taken.c[j] = f * c[j] + i * g;
            double o = CellFormula.sigmoid(a[3 * n + j] + p(2, j) * taken.c[j]);
            taken.h[j] = o * StrictMath.tanh(taken.c[j]);
            taken.gates[j] = i;
            taken.gates[n + j] = f;
            taken.gates[2 * n + j] = g;
            taken.gates[3 * n + j] = o;
        }
        return taken;
    }

    private record Taken(
            LstmFormula formula,
            double[] x,
            double[] hiddenBefore,
            double[] cellBefore,
            double[] gates,
            double[] h,
            double[] c)
            implements Step {
        @Override
        public Back back(double[] dh, double[] dcAfter) {
            int n = h.length;
            double[] da = new double[4 * n];
            double[] dcBefore = new double[n];
            for (int j = 0; j < n; j++) {
                dcBefore[j] = unitBack(j, dh[j], dcAfter[j], da);
            }
            if (formula.peepholes) {
                peepholesBack(da);
            }
            Weights weights = formula.weights;
            return new Back(weights.inputBack(da, x), weights.hiddenBack(da, hiddenBefore), dcBefore);
        }

        /// Sets the gradients of a unit's gates; returns that of the cell before.
        private double unitBack(int j, double dh, double dcAfter, double[] da) {
            int n = h.length;
            double i = gates[j];
            double f = gates[n + j];
            double g = gates[2 * n + j];
            double o = gates[3 * n + j];
            double tanh = StrictMath.tanh(c[j]);
            da[3 * n + j] = dh * tanh * o * (1 - o);
            double dc = dcAfter + dh * o * (1 - tanh * tanh) + da[3 * n + j] * formula.p(2, j);
            boolean follows = formula.capped && i == 1 - f;
            da[j] = follows ? 0 : dc * g * i * (1 - i);
            da[n + j] = dc * (cellBefore[j] - (follows ? g : 0)) * f * (1 - f);
            da[2 * n + j] = dc * i * (1 - g * g);
            return dc * f + da[j] * formula.p(0, j) + da[n + j] * formula.p(1, j);
        }

        private void peepholesBack(double[] da) {
            int n = h.length;
            double[] dp = formula.weights.peepholes().gradient;
            for (int j = 0; j < n; j++) {
                dp[j] += da[j] * cellBefore[j];
                dp[n + j] += da[n + j] * cellBefore[j];
                dp[2 * n + j] += da[3 * n + j] * c[j];
            }
        }
    }
}
