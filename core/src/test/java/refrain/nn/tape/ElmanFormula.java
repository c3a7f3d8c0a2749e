package refrain.nn.tape;

import refrain.nn.LayerConfig;

/// `h' = φ(b_ih + W_ih·x + b_hh + W_hh·h)`: Elman (1990).
record ElmanFormula(CellFormula.Weights weights, LayerConfig.Nonlinearity phi) implements CellFormula {
    @Override
    public Step step(double[] x, double[] h, double[] c) {
        double[] next = CellFormula.sum(weights.ofInput(x), weights.ofHidden(h));
        for (int j = 0; j < next.length; j++) {
            next[j] = phi == LayerConfig.Nonlinearity.TANH ? StrictMath.tanh(next[j]) : Math.max(0, next[j]);
        }
        return new Taken(this, x, h, next);
    }

    private record Taken(ElmanFormula formula, double[] x, double[] before, double[] h) implements Step {
        @Override
        public double[] c() {
            return new double[0];
        }

        @Override
        public Back back(double[] dh, double[] dc) {
            double[] da = new double[h.length];
            for (int j = 0; j < da.length; j++) {
                boolean tanh = formula.phi == LayerConfig.Nonlinearity.TANH;
                da[j] = dh[j] * (tanh ? 1 - h[j] * h[j] : Math.signum(h[j]));
            }
            Weights weights = formula.weights;
            return new Back(weights.inputBack(da, x), weights.hiddenBack(da, before), dc);
        }
    }
}
