package refrain.lm.adapt;

import java.util.ArrayList;
import java.util.List;
import refrain.kernel.team.Team;
import refrain.kernel.team.Worker;
import refrain.lm.RecurrentModel;
import refrain.nn.ModelConfig;
import refrain.nn.Parameter;
import refrain.nn.Regularization;
import refrain.nn.network.Network;
import refrain.nn.tape.Footprint;
import refrain.nn.tape.Tape;
import refrain.refusal.HeapNeed;
import refrain.text.Batches;
import refrain.text.TokenStore;

/// How large each parameter's gradient is on text like that of training. K windows of B streams × T steps, g_k the
/// gradient of a window's mean loss:
/// ```
/// RMS = √(1/K Σ_k g_k²)        RMSnorm = RMS / mean RMS of all parameters
/// ```
/// Sums run over windows in their order in float, the mean over parameters, rows and columns ascending in double.
/// Nothing is dropped and the model stays as it is.
/// @see <a href="https://proceedings.mlr.press/v80/krause18a.html">Krause, Kahembwe, Murray and Renals (2018)</a>
public final class GradientStatistics {
    /// Streams and steps of a window: enough tokens for a steady gradient, few enough for many windows.
    static final int STREAMS = 20;

    static final int STEPS = 20;

    /// Windows read at most: 200,000 tokens in all.
    static final int WINDOWS = 500;

    private final List<float[]> rms;
    private final double mean;
    private final String text;

    private GradientStatistics(List<float[]> rms, double mean, String text) {
        this.rms = rms;
        this.mean = mean;
        this.text = text;
    }

    /// Reads a text, which should be of the training text or like it: the first 10,000 tokens at most of each of
    /// 20 parts as long as one another.
    /// @throws IllegalArgumentException if the text is empty or of another tokenizer
    public static GradientStatistics of(RecurrentModel model, TokenStore text, int threads) {
        if (!text.isEncodedBy(model.tokenizer())) {
            throw new IllegalArgumentException(
                    "the text for gradient statistics is of another tokenizer than the model");
        }
        if (text.size() == 0) {
            throw new IllegalArgumentException("the text for gradient statistics has no tokens; it needs one at least");
        }
        int streams = Math.clamp(text.size() / STEPS, 1, STREAMS);
        Network network = copy(model.network());
        Tape tape = Tape.training(network, streams, STEPS, threads, Regularization.NONE, 0);
        List<float[]> squares = new ArrayList<>();
        network.parameters().forEach(parameter -> squares.add(new float[parameter.value().length]));
        try (Team team = Team.of(threads)) {
            int windows = collect(network, tape, Batches.of(text, streams, STEPS), squares, team);
            return of(network, squares, windows, text.textSha256());
        }
    }

    /// What collecting them takes beside the model.
    static HeapNeed heapNeed(ModelConfig model, int threads) {
        return heapNeed(model, STREAMS, STEPS, threads);
    }

    /// What a copy that is trained on windows takes: weights with their gradients, as many statistics, a window.
    static HeapNeed heapNeed(ModelConfig model, int streams, int steps, int threads) {
        Footprint footprint = Footprint.of(model);
        return new HeapNeed(
                footprint.network() + footprint.training(Regularization.NONE) + footprint.copy(),
                footprint.tape(streams, steps, threads, Regularization.NONE),
                0);
    }

    /// A network with the same parameters.
    static Network copy(Network network) {
        Network copy = Network.of(network.config(), network.kernels());
        List<Parameter> to = copy.parameters();
        for (int i = 0; i < to.size(); i++) {
            float[] from = network.parameters().get(i).value();
            System.arraycopy(from, 0, to.get(i).value(), 0, from.length);
        }
        return copy;
    }

    private static int collect(Network network, Tape tape, Batches batches, List<float[]> squares, Team team) {
        int windows = 0;
        while (windows < WINDOWS) {
            int steps = batches.next(tape.inputs(), tape.targets());
            if (steps == 0) {
                break;
            }
            team.run(worker -> {
                tape.forward(worker, steps, 0);
                tape.backward(worker);
                addSquares(worker, network.parameters(), squares);
            });
            windows++;
        }
        return windows;
    }

    private static void addSquares(Worker worker, List<Parameter> parameters, List<float[]> squares) {
        for (int i = 0; i < parameters.size(); i++) {
            float[] g = parameters.get(i).gradient();
            float[] sum = squares.get(i);
            int stride = parameters.get(i).stride();
            int rows = parameters.get(i).rows();
            for (int at = worker.from(rows) * stride; at < worker.to(rows) * stride; at++) {
                sum[at] = Math.fma(g[at], g[at], sum[at]);
            }
        }
    }

    private static GradientStatistics of(Network network, List<float[]> squares, int windows, String text) {
        double sum = 0;
        long count = 0;
        for (int i = 0; i < squares.size(); i++) {
            Parameter parameter = network.parameters().get(i);
            float[] values = squares.get(i);
            for (int at = 0; at < values.length; at++) { // padding is zero
                values[at] = (float) Math.sqrt(values[at] / windows);
                sum += values[at];
            }
            count += parameter.size();
        }
        return new GradientStatistics(List.copyOf(squares), sum / count, text);
    }

    /// RMS of each parameter, rows padded as the parameter's; the live arrays.
    List<float[]> rms() {
        return rms;
    }

    /// The mean RMS of all parameters.
    double mean() {
        return mean;
    }

    /// SHA-256 of the text that was read.
    public String text() {
        return text;
    }
}
