package refrain.nn.tape;

/// `h' = W_hr·m`, m the h of an LSTM that read the projected h: Sak, Senior and Beaufays (2014).
record ProjectedFormula(CellFormula.Weights weights) implements CellFormula {
    private Matrix projection() {
        return weights.named().apply("weight_hr");
    }

    @Override
    public Step step(double[] x, double[] h, double[] c) {
        Step lstm = new LstmFormula(weights, false, false).step(x, h, c);
        return new Taken(this, lstm, projection().times(lstm.h()));
    }

    private record Taken(ProjectedFormula formula, Step lstm, double[] h) implements Step {
        @Override
        public double[] c() {
            return lstm.c();
        }

        @Override
        public Back back(double[] dh, double[] dc) {
            formula.projection().addOuter(dh, lstm.h());
            return lstm.back(formula.projection().transposedTimes(dh), dc);
        }
    }
}
