package refrain.train.descent;

import java.util.List;
import refrain.kernel.team.Worker;
import refrain.nn.Parameter;
import refrain.train.config.Averaging;

/// The running average of all parameters, `a ← fma(w, p − a, a)` for each element, `a ← p` where w is 1.
/// @see Averaging
public final class Averages {
    private final List<Parameter> parameters;
    private final float[][] values; // [parameter][rows × stride]

    private Averages(List<Parameter> parameters) {
        this.parameters = List.copyOf(parameters);
        this.values = parameters.stream().map(p -> new float[p.value().length]).toArray(float[][]::new);
    }

    /// Averages that hold nothing yet.
    public static Averages of(List<Parameter> parameters) {
        return new Averages(parameters);
    }

    /// Takes in the parameters as they are. Every worker of a team calls this inside one job, when they are visible
    /// to it.
    /// @param w weight of the newest, 1 to begin with
    public void add(Worker worker, float w) {
        for (int i = 0; i < values.length; i++) {
            float[] p = parameters.get(i).value();
            float[] a = values[i];
            int from = worker.from(p.length);
            int length = worker.to(p.length) - from;
            if (w == 1) {
                System.arraycopy(p, from, a, from, length);
            } else {
                add(w, p, a, from, from + length);
            }
        }
    }

    private static void add(float w, float[] p, float[] a, int from, int to) {
        for (int i = from; i < to; i++) {
            a[i] = Math.fma(w, p[i] - a[i], a[i]);
        }
    }

    /// Puts the averages where the parameters are and the parameters here; a second time puts both back.
    public void exchange() {
        for (int i = 0; i < values.length; i++) {
            float[] p = parameters.get(i).value();
            float[] a = values[i];
            for (int k = 0; k < p.length; k++) {
                float held = p[k];
                p[k] = a[k];
                a[k] = held;
            }
        }
    }

    /// The averages of the parameters in their order, laid out as they; the live arrays, for a checkpoint.
    public List<float[]> values() {
        return List.of(values);
    }
}
