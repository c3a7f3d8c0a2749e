package refrain.nn.tape;

/// ```
/// r = σ(W_r·x + b_ir + U_r·h + b_hr)      z = σ(W_z·x + b_iz + U_z·h + b_hz)
/// n = tanh(W_n·x + b_in + r∘(U_n·h + b_hn))      h' = (1 − z)∘n + z∘h
/// ```
/// Cho et al. (2014), with the reset gate after the product as torch.nn.GRU has it.
record GruFormula(CellFormula.Weights weights) implements CellFormula {
    @Override
    public Step step(double[] x, double[] h, double[] c) {
        int units = weights.hidden();
        double[] a = weights.ofInput(x);
        double[] b = weights.ofHidden(h);
        Taken taken = new Taken(this, x, h, new double[4][units], new double[units]);
        for (int j = 0; j < units; j++) {
            double r = CellFormula.sigmoid(a[j] + b[j]);
            double z = CellFormula.sigmoid(a[units + j] + b[units + j]);
            double m = b[2 * units + j];
            double n = StrictMath.tanh(a[2 * units + j] + r * m);
            taken.h[j] = (1 - z) * n + z * h[j];
            taken.rzmn[0][j] = r;
            taken.rzmn[1][j] = z;
            taken.rzmn[2][j] = m;
            taken.rzmn[3][j] = n;
        }
        return taken;
    }

    private record Taken(GruFormula formula, double[] x, double[] before, double[][] rzmn, double[] h) implements Step {
        @Override
        public double[] c() {
            return new double[0];
        }

        @Override
        public Back back(double[] dh, double[] dc) {
            int units = h.length;
            double[] da = new double[3 * units];
            double[] db = new double[3 * units];
            double[] direct = new double[units];
            for (int j = 0; j < units; j++) {
                double r = rzmn[0][j];
                double z = rzmn[1][j];
                double m = rzmn[2][j];
                double n = rzmn[3][j];
                double dn = dh[j] * (1 - z) * (1 - n * n);
                da[j] = db[j] = dn * m * r * (1 - r);
                da[units + j] = db[units + j] = dh[j] * (before[j] - n) * z * (1 - z);
                da[2 * units + j] = dn;
                db[2 * units + j] = dn * r;
                direct[j] = dh[j] * z;
            }
            Weights weights = formula.weights;
            double[] dBefore = CellFormula.sum(direct, weights.hiddenBack(db, before));
            return new Back(weights.inputBack(da, x), dBefore, dc);
        }
    }
}
