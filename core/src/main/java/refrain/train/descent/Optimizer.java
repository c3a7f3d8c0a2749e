package refrain.train.descent;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import refrain.kernel.team.Worker;
import refrain.nn.Parameter;
import refrain.nn.Touched;
import refrain.train.config.Clipping;
import refrain.train.config.TrainingConfig;
import refrain.train.config.WeightConstraint;

/// Applies the gradients of a backward pass to the parameters, all workers of a team together, in this order:
///
/// 1. every element of the gradient is clamped to ±[Clipping#value];
/// 2. its norm is taken: [squares of a row][RowNorm], rows added in order of parameters and rows;
/// 3. it is scaled to [Clipping#norm] where it is longer, and the [rule][UpdateRule] moves the parameters;
/// 4. weight matrices, not biases, are clamped to ±[WeightConstraint#clip], then rows longer than
///    [WeightConstraint#maxNorm] are scaled down to it.
///
/// Each parameter moves at its own share of the rate, once its epoch has come, and its rule counts updates from there;
/// until then it takes no part, neither in the norm. Rows are the unit of work and of summation, so the number of
/// workers changes no bit. Nothing is allocated.
public final class Optimizer {
    private final Clipping clip;
    private final WeightConstraint constraint;
    private final UpdateRule rule;
    private final UpdateRule[] rules; // of each parameter; one for each factor on the rate and beginning
    private final double[] factors;
    private final int[] fromEpoch;
    private final long[] fromUpdate;
    private final List<Parameter> parameters;
    private final List<Moment> moments;
    private final float[][][] momentsOf; // [parameter][moment][rows × stride]
    private final double[][] rowSquares; // [parameter][row]
    private final double[][] lanes; // [worker][64]
    private int epoch;
    private double gradientNorm;

    private Optimizer(TrainingConfig config, List<Portion> portions, int workers) {
        this.clip = config.clip();
        this.constraint = config.constraint();
        this.parameters = portions.stream().map(Portion::parameter).toList();
        this.factors = portions.stream().mapToDouble(Portion::factor).toArray();
        this.fromEpoch = portions.stream().mapToInt(Portion::fromEpoch).toArray();
        this.fromUpdate = portions.stream().mapToLong(Portion::fromUpdate).toArray();
        this.rules = rules(config, portions);
        this.rule = UpdateRule.of(config.optimizer(), config.weightDecay());
        this.moments = moments(rule, this.parameters);
        this.momentsOf = arrays(moments, rule.moments().size(), parameters.size());
        this.rowSquares = parameters.stream().map(p -> new double[p.rows()]).toArray(double[][]::new);
        this.lanes = new double[workers][RowNorm.LANES];
    }

    /// What the rule remembers for each element of a parameter.
    /// @param name PyTorch's name of it, as `exp_avg`
    /// @param parameter which it is shaped like
    /// @param values `rows × stride`; the live array
    public record Moment(String name, Parameter parameter, float[] values) {}

    /// An optimizer for a team of `workers`; all moments are zero.
    public static Optimizer of(TrainingConfig config, List<Parameter> parameters, int workers) {
        return new Optimizer(config, Portion.alike(parameters), workers);
    }

    /// An optimizer of parameters with rates and beginnings of their own.
    public static Optimizer ofPortions(TrainingConfig config, List<Portion> portions, int workers) {
        return new Optimizer(config, portions, workers);
    }

    /// What moves alike shares a rule.
    private static UpdateRule[] rules(TrainingConfig config, List<Portion> portions) {
        Map<List<Number>, UpdateRule> alike = new LinkedHashMap<>();
        return portions.stream()
                .map(portion -> alike.computeIfAbsent(
                        List.of(portion.factor(), portion.fromUpdate()),
                        key -> UpdateRule.of(config.optimizer(), config.weightDecay())))
                .toArray(UpdateRule[]::new);
    }

    /// Says how many passes over the text are completed, outside any job.
    public void enter(int completed) {
        epoch = completed;
    }

    /// How many arrays of a parameter's shape the optimizer of that configuration remembers for each.
    public static int momentsOf(TrainingConfig config) {
        return UpdateRule.of(config.optimizer(), config.weightDecay()).moments().size();
    }

    /// One update. Every worker of a team calls this inside one job, when all gradients are complete and visible
    /// to it; the new values are visible to all after the next [Worker#meet] or the end of the job.
    /// @param update number of this update, from 0
    /// @param rate learning rate η after the schedule
    public void update(Worker worker, long update, double rate) {
        for (int i = 0; i < parameters.size(); i++) {
            if (moves(i)) {
                measure(worker, i);
            }
        }
        worker.meet();
        if (worker.index() == 0) {
            gradientNorm = Math.sqrt(squares());
            prepare(update, rate, scale());
        }
        worker.meet();
        for (int i = 0; i < parameters.size(); i++) {
            if (moves(i)) {
                move(worker, i, update);
            }
        }
    }

    private boolean moves(int index) {
        return epoch >= fromEpoch[index];
    }

    private void prepare(long update, double rate, float scale) {
        for (int i = 0; i < rules.length; i++) {
            if (moves(i)) {
                rules[i].prepare(update - fromUpdate[i], rate * factors[i], scale);
            }
        }
    }

    /// The L2 norm of the last update's gradient, after clamping and before scaling.
    public double gradientNorm() {
        return gradientNorm;
    }

    /// The moments of all parameters, for a checkpoint.
    public List<Moment> moments() {
        return moments;
    }

    private void measure(Worker worker, int index) {
        Parameter parameter = parameters.get(index);
        Touched touched = parameter.touched();
        double[] squares = rowSquares[index];
        for (int i = worker.from(touched.count()); i < worker.to(touched.count()); i++) {
            int from = touched.row(i) * parameter.stride();
            if (clip.limitsValue()) {
                clamp(parameter.gradient(), from, from + parameter.columns(), clip.value());
            }
            squares[i] = RowNorm.squared(parameter.gradient(), from, parameter.columns(), lanes[worker.index()]);
        }
    }

    /// Rows without gradient would add zeros.
    private double squares() {
        double sum = 0;
        for (int i = 0; i < rowSquares.length; i++) {
            if (!moves(i)) {
                continue;
            }
            double[] squares = rowSquares[i];
            int rows = parameters.get(i).touched().count();
            for (int row = 0; row < rows; row++) {
                sum += squares[row];
            }
        }
        return sum;
    }

    private float scale() {
        return gradientNorm > clip.norm() ? (float) (clip.norm() / gradientNorm) : 1;
    }

    private void move(Worker worker, int index, long update) {
        Parameter parameter = parameters.get(index);
        Touched touched = parameter.touched();
        boolean all = touched.isAll() || !rule.isLazy() || (isFirst(index, update) && constraint.isSet());
        if (all) {
            move(index, worker.from(parameter.rows()), worker.to(parameter.rows()), worker);
        } else {
            for (int i = worker.from(touched.count()); i < worker.to(touched.count()); i++) {
                move(index, touched.row(i), touched.row(i) + 1, worker);
            }
        }
    }

    /// Whether weights may not yet be what the constraint wants.
    private boolean isFirst(int index, long update) {
        return update == fromUpdate[index];
    }

    private void move(int index, int fromRow, int toRow, Worker worker) {
        Parameter parameter = parameters.get(index);
        float[] values = parameter.value();
        int stride = parameter.stride();
        rules[index].apply(values, parameter.gradient(), momentsOf[index], fromRow * stride, toRow * stride);
        if (parameter.isVector() || !constraint.isSet()) {
            return;
        }
        for (int row = fromRow; row < toRow; row++) {
            constrain(parameter, row * stride, lanes[worker.index()]);
        }
    }

    private void constrain(Parameter parameter, int from, double[] room) {
        float[] values = parameter.value();
        int length = parameter.columns();
        if (constraint.clips()) {
            clamp(values, from, from + length, constraint.clip());
        }
        if (constraint.limitsNorm() && parameter.hasUnitRows()) {
            double norm = Math.sqrt(RowNorm.squared(values, from, length, room));
            if (norm > constraint.maxNorm()) {
                scale(values, from, from + length, (float) (constraint.maxNorm() / norm));
            }
        }
    }

    private static void clamp(float[] x, int from, int to, float limit) {
        for (int i = from; i < to; i++) {
            x[i] = Math.max(-limit, Math.min(limit, x[i]));
        }
    }

    private static void scale(float[] x, int from, int to, float factor) {
        for (int i = from; i < to; i++) {
            x[i] *= factor;
        }
    }

    private static List<Moment> moments(UpdateRule rule, List<Parameter> parameters) {
        List<Moment> moments = new ArrayList<>();
        for (Parameter parameter : parameters) {
            for (String name : rule.moments()) {
                moments.add(new Moment(name, parameter, new float[parameter.value().length]));
            }
        }
        return List.copyOf(moments);
    }

    private static float[][][] arrays(List<Moment> moments, int each, int parameters) {
        float[][][] arrays = new float[parameters][each][];
        for (int i = 0; i < moments.size(); i++) {
            arrays[i / each][i % each] = moments.get(i).values();
        }
        return arrays;
    }
}
