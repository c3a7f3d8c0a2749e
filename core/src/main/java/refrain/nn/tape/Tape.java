package refrain.nn.tape;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import refrain.kernel.Slab;
import refrain.kernel.team.Worker;
import refrain.nn.Parameter;
import refrain.nn.Regularization;
import refrain.nn.loss.OutputLoss;
import refrain.nn.network.Network;
import refrain.nn.operation.ActivationPenalty;
import refrain.nn.operation.Dropout;
import refrain.nn.operation.Embedding;
import refrain.nn.operation.OneHot;
import refrain.nn.operation.Operation;
import refrain.nn.operation.Residual;
import refrain.nn.operation.Source;
import refrain.nn.operation.TemporalPenalty;
import refrain.nn.operation.Tensor;
import refrain.nn.operation.TokenDropout;
import refrain.nn.operation.Window;
import refrain.nn.recurrence.Layers;
import refrain.nn.weights.RecurrentWeights;

/// One window of truncated back-propagation through time, B streams × up to T steps: the operations of a network in
/// their order, and the buffers they work in. Every worker of a team calls [#forward] and [#backward] inside one
/// job. State is carried from each window to the next.
/// @see <a href="https://doi.org/10.1162/neco.1990.2.4.490">Williams and Peng (1990)</a>,
///     truncated back-propagation through time
public final class Tape {
    private final Network network;
    private final Window window;
    private final int workers;
    private final boolean trained;
    private final Regularization regularization;
    private final int[] inputs;
    private final int[] targets;
    private final List<Operation> operations = new ArrayList<>();
    private final CarriedState carried;
    private final OutputLoss loss;
    private final Tensor top;
    private final Slab slab = new Slab();

    private Tape(Network network, Window window, int workers, Optional<Regularization> training) {
        this.network = network;
        this.window = window;
        this.workers = workers;
        this.trained = training.isPresent();
        this.regularization = training.orElse(Regularization.NONE);
        inputs = new int[window.rowCapacity()];
        targets = new int[window.rowCapacity()];
        carried = new CarriedState(operations, window);
        Source source = input();
        for (int layer = 0; layer < network.layers().size(); layer++) {
            float rate = layer == 0 ? 0 : regularization.layer();
            source = layer(network.layers().get(layer), source, rate, layer);
        }
        top = output(source);
        loss = OutputLoss.of(network, top, targets, window, workers, training, slab);
        operations.add(loss);
    }

    /// A tape that trains windows of up to `steps` steps of `streams` streams.
    /// @param workers size of the team that will run it
    /// @param seed of the dropout masks
    /// @throws IllegalArgumentException if the output layer cannot be trained so
    public static Tape training(
            Network network, int streams, int steps, int workers, Regularization regularization, long seed) {
        network.config().output().requireTrains(regularization);
        float drop = regularization.dropConnect();
        network.layers().forEach(layer -> layer.train(drop, regularization.recurrent()));
        network.output().train(drop);
        network.output().w.track(regularization.samples() > 0);
        Window window = new Window(streams, steps, network.layers().size(), regularization, seed);
        return new Tape(network, window, workers, Optional.of(regularization));
    }

    /// A tape that only computes losses. Call [Network#pack] once after the parameters have changed.
    public static Tape evaluation(Network network, int streams, int steps, int workers) {
        Window window = new Window(streams, steps, network.layers().size(), Regularization.NONE, 0);
        return new Tape(network, window, workers, Optional.empty());
    }

    /// Streams B.
    public int streams() {
        return window.streams();
    }

    /// The most steps T of a window.
    public int steps() {
        return window.capacity();
    }

    /// Input tokens, row t·B + b; the caller fills them before [#forward].
    public int[] inputs() {
        return inputs;
    }

    /// Target tokens, row t·B + b; the caller fills them before [#forward].
    public int[] targets() {
        return targets;
    }

    /// ln p of each target after [#forward], row t·B + b; estimates of it where a training tape samples the softmax.
    public float[] logProbabilities() {
        return loss.logProbabilities();
    }

    /// Values of a row that the output layer reads: H of the top layer.
    public int topColumns() {
        return top.columns();
    }

    /// Copies what the output layer read of a row, t·B + b, after [#forward]: h of the top layer.
    /// @param at where in `into` its [#topColumns] values go
    public void readTop(int row, float[] into, int at) {
        System.arraycopy(top.value(), top.row(row), into, at, top.columns());
    }

    /// Runs a window; a training tape packs the parameters first and drops what is to be dropped.
    /// @param steps of this window, from 1 to [#steps]
    /// @param update number of the update, which selects the dropout masks
    /// @return Σ −ln p(target) over all rows, in nats, the same on every worker
    /// @throws IllegalArgumentException if `steps` is out of range, or the team is not of the size the tape
    ///     is for
    public double forward(Worker worker, int steps, long update) {
        if (steps < 1 || steps > window.capacity()) {
            throw new IllegalArgumentException(
                    "steps is %d; this tape runs windows of 1 to %d".formatted(steps, window.capacity()));
        }
        if (worker.count() != workers) {
            throw new IllegalArgumentException(
                    "the team has %d workers; this tape is for %d".formatted(worker.count(), workers));
        }
        if (worker.index() == 0) {
            window.begin(steps, update);
        }
        worker.meet();
        if (trained) {
            pack(worker);
        }
        for (int i = 0; i < operations.size(); i++) { // an iterator would be allocated
            operations.get(i).forward(worker, window);
            worker.meet();
        }
        if (!trained) {
            carry(worker);
        }
        return loss.loss(window);
    }

    /// Packs the parameters for an update, with connections dropped where the window says so.
    private void pack(Worker worker) {
        List<RecurrentWeights> layers = network.layers();
        for (int i = 0; i < layers.size(); i++) { // an iterator would be allocated
            layers.get(i).connectionsW.drop(worker, network.kernels(), window);
            layers.get(i).connectionsU.drop(worker, network.kernels(), window);
        }
        network.output().drop(worker, network.kernels(), window);
        worker.meet();
        for (int i = 0; i < layers.size(); i++) {
            layers.get(i).packForward(worker);
        }
        worker.meet();
    }

    /// Fills every parameter's gradient with that of the window's mean loss per token, and carries the state
    /// over.
    public void backward(Worker worker) {
        for (int i = operations.size() - 1; i >= 0; i--) {
            operations.get(i).backward(worker, window);
            worker.meet();
        }
        carry(worker);
    }

    private void carry(Worker worker) {
        if (worker.index() == 0) {
            for (int i = 0; i < operations.size(); i++) {
                operations.get(i).carry(window);
            }
        }
        worker.meet();
    }

    /// Copies of the carried state: for each layer h, and of an LSTM c, `B × stride` floats each.
    public List<float[]> state() {
        return carried.copies();
    }

    /// Puts back what [#state] returned.
    /// @throws IllegalArgumentException if number or lengths differ
    public void restore(List<float[]> state) {
        carried.restore(state);
    }

    /// A new text begins: the carried state is zero.
    public void clearState() {
        carried.clear();
    }

    private Source input() {
        int layers = network.layers().size();
        TokenDropout tokens = new TokenDropout(regularization.embedding(), 3 * layers + 3);
        if (network.embedding().isEmpty()) {
            return oneHot(tokens);
        }
        Parameter weights = network.embedding().get();
        boolean byRow =
                regularization.readsRows() || network.layers().getFirst().readsValues();
        if (!byRow && Source.Embedded.pays(weights.rows(), window.rowCapacity())) {
            return new Source.Embedded(inputs, weights);
        }
        Embedding embedding = new Embedding(weights, network.output().isTied(), inputs, tokens, window, trained);
        operations.add(embedding);
        return drop(new Source.Dense(embedding.output()), regularization.input(), layers + 1);
    }

    private Source oneHot(TokenDropout tokens) {
        int site = 3 * network.layers().size() + 2;
        boolean locked = regularization.locked();
        OneHot oneHot =
                new OneHot(inputs, network.config().vocabulary(), window, regularization.input(), locked, site, tokens);
        operations.add(oneHot);
        return oneHot.output();
    }

    private Source layer(RecurrentWeights weights, Source source, float rate, int site) {
        if (!weights.residual) {
            return new Source.Dense(recurrence(weights, drop(source, rate, site)));
        }
        Tensor x = source.rows();
        Tensor sum = Tensor.of(0, window.rowCapacity(), weights.outputs, trained);
        operations.add(Residual.entry(x, sum));
        Tensor h = recurrence(weights, drop(source, rate, site));
        operations.add(new Residual(x, h, sum));
        return new Source.Dense(sum);
    }

    private Tensor recurrence(RecurrentWeights weights, Source source) {
        return new Layers(network.kernels(), window, workers, trained, slab, operations).add(weights, source);
    }

    /// The last layer's output as the output layer reads it, its changes and what is left of it punished.
    private Tensor output(Source source) {
        if (regularization.temporal() > 0) {
            operations.add(new TemporalPenalty(source.rows(), regularization.temporal()));
        }
        Tensor top =
                drop(source, regularization.output(), network.layers().size()).rows();
        if (regularization.activation() > 0) {
            operations.add(new ActivationPenalty(top, regularization.activation()));
        }
        return top;
    }

    private Source drop(Source source, float rate, int site) {
        if (rate == 0 || !(source instanceof Source.Dense(Tensor x))) {
            return source;
        }
        int mask = 2 * network.layers().size() + 1 + site;
        Dropout dropout = new Dropout(network.kernels(), x, window, rate, regularization.locked(), mask);
        operations.add(dropout);
        return new Source.Dense(dropout.output());
    }
}
