package refrain.nn.tape;

import java.util.function.Function;
import refrain.nn.LayerConfig;

/// A recurrent layer in plain `double`, one step of one stream at a time, written as its paper has it. The tests hold
/// the formulas against central differences, and the real layers against the formulas.
public interface CellFormula {
    /// @param x input
    /// @param h hidden state before
    /// @param c cell state before; empty where the layer has none
    Step step(double[] x, double[] h, double[] c);

    /// A step that was taken, and its way back.
    interface Step {
        double[] h();

        double[] c();

        /// Adds to the gradients of the weights, and returns those of what the step read.
        Back back(double[] dh, double[] dc);
    }

    /// Gradients of a step's input and of the state before it.
    record Back(double[] dx, double[] dh, double[] dc) {}

    /// Weights under PyTorch's names, rows gate after gate.
    /// @param named what else the layer has, by the part of its name between module and layer
    record Weights(Matrix w, Matrix u, Matrix inputBias, Matrix hiddenBias, Function<String, Matrix> named) {
        /// p_i, p_f, p_o
        Matrix peepholes() {
            return named.apply("peepholes");
        }

        int hidden() {
            return u.columns;
        }

        /// b_ih + W_ih·x
        double[] ofInput(double[] x) {
            return sum(inputBias.value, w.times(x));
        }

        /// b_hh + W_hh·h
        double[] ofHidden(double[] h) {
            return sum(hiddenBias.value, u.times(h));
        }

        /// The way back through [#ofInput], to x.
        double[] inputBack(double[] d, double[] x) {
            inputBias.add(d);
            w.addOuter(d, x);
            return w.transposedTimes(d);
        }

        /// The way back through [#ofHidden], to h.
        double[] hiddenBack(double[] d, double[] h) {
            hiddenBias.add(d);
            u.addOuter(d, h);
            return u.transposedTimes(d);
        }
    }

    static CellFormula of(LayerConfig layer, Weights weights) {
        return switch (layer.inner()) {
            case LayerConfig.Elman elman -> new ElmanFormula(weights, elman.nonlinearity());
            case LayerConfig.Lstm lstm -> new LstmFormula(weights, lstm.peepholes(), false);
            case LayerConfig.Gru gru -> new GruFormula(weights);
            case LayerConfig.Normalised normalised -> new NormFormula(weights);
            case LayerConfig.Projected projected -> new ProjectedFormula(weights);
            case LayerConfig.Mogrifier mogrifier -> new MogrifierFormula(weights, mogrifier);
            case LayerConfig.Residual residual -> of(residual.layer(), weights);
        };
    }

    static double[] sum(double[] a, double[] b) {
        double[] sum = new double[a.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = a[i] + b[i];
        }
        return sum;
    }

    static double sigmoid(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }
}
