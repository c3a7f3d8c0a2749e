package refrain.train.descent;

import java.util.ArrayList;
import java.util.List;
import refrain.kernel.team.Worker;
import refrain.nn.Parameter;
import refrain.nn.Touched;

/// Adds up the gradients of several windows to that of the mean loss over all their tokens. With n the steps of a
/// window of B streams and g its gradient, of the mean over B·n tokens:
/// ```
/// S ← fma(n, g, S)  for each window, in their order          g ← S · (1/Σn)
/// ```
/// Rows that no window has touched take part in nothing. All workers of a team call all methods. Nothing is allocated.
public final class GradientSum {
    private final List<Sum> sums = new ArrayList<>();
    private int steps;

    private GradientSum(List<Parameter> parameters) {
        parameters.forEach(parameter -> sums.add(new Sum(parameter)));
    }

    /// A sum of nothing.
    public static GradientSum of(List<Parameter> parameters) {
        return new GradientSum(parameters);
    }

    /// Adds the gradients of a window, complete and visible to the worker.
    /// @param window its steps
    public void add(Worker worker, int window) {
        for (int i = 0; i < sums.size(); i++) { // an iterator would be allocated
            sums.get(i).add(worker, window);
        }
        if (worker.index() == 0) {
            steps += window;
        }
        worker.meet();
    }

    /// Puts the mean gradient in the place of the last window's, and begins anew.
    public void finish(Worker worker) {
        float factor = 1f / steps;
        if (worker.index() == 0) {
            for (int i = 0; i < sums.size(); i++) {
                sums.get(i).mark();
            }
        }
        worker.meet();
        for (int i = 0; i < sums.size(); i++) {
            sums.get(i).move(worker, factor);
        }
        if (worker.index() == 0) {
            steps = 0;
        }
        worker.meet();
    }

    /// The sum of one parameter's gradients and the rows it has.
    private static final class Sum {
        private final Parameter parameter;
        private final float[] values;
        private final boolean[] seen;
        private final int[] rows;
        private int count;

        Sum(Parameter parameter) {
            this.parameter = parameter;
            values = new float[parameter.value().length];
            int sparse = parameter.touched().isAll() ? 0 : parameter.rows();
            seen = new boolean[sparse];
            rows = new int[sparse];
        }

        void add(Worker worker, int window) {
            Touched touched = parameter.touched();
            for (int i = worker.from(touched.count()); i < worker.to(touched.count()); i++) {
                int from = touched.row(i) * parameter.stride();
                add(window, parameter.gradient(), values, from, from + parameter.columns());
            }
            if (worker.index() == 0 && !touched.isAll()) {
                note(touched);
            }
        }

        private static void add(float n, float[] g, float[] sum, int from, int to) {
            for (int i = from; i < to; i++) {
                sum[i] = Math.fma(n, g[i], sum[i]);
            }
        }

        private void note(Touched touched) {
            for (int i = 0; i < touched.count(); i++) {
                int row = touched.row(i);
                if (!seen[row]) {
                    seen[row] = true;
                    rows[count++] = row;
                }
            }
        }

        /// Marks the rows of all windows.
        void mark() {
            parameter.touched().mark(rows, count);
            for (int i = 0; i < count; i++) {
                seen[rows[i]] = false;
            }
            count = 0;
        }

        void move(Worker worker, float factor) {
            Touched touched = parameter.touched();
            for (int i = worker.from(touched.count()); i < worker.to(touched.count()); i++) {
                int from = touched.row(i) * parameter.stride();
                move(factor, values, parameter.gradient(), from, from + parameter.columns());
            }
        }

        private static void move(float factor, float[] sum, float[] g, int from, int to) {
            for (int i = from; i < to; i++) {
                g[i] = sum[i] * factor;
                sum[i] = 0;
            }
        }
    }
}
