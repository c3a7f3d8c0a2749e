package refrain.nn.tape;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import refrain.kernel.Products;
import refrain.kernel.Slab;
import refrain.kernel.Softmax;
import refrain.nn.InputConfig;
import refrain.nn.LayerConfig;
import refrain.nn.ModelConfig;
import refrain.nn.Parameter;
import refrain.nn.Regularization;
import refrain.nn.step.Steppers;
import refrain.nn.tape.LayerFootprint.Reads;

/// The bytes that a network and its tapes take, known from an architecture's sizes before any of them is taken. A test
/// holds each number against what the constructors allocate.
public final class Footprint {
    private static final long PANEL = Products.PANEL;

    private final ModelConfig config;
    private final List<LayerFootprint> layers = new ArrayList<>();
    private final long vocabulary;
    private final long embedding;

    private Footprint(ModelConfig config) {
        this.config = config;
        vocabulary = config.vocabulary();
        embedding = config.input() instanceof InputConfig.Embedding(int size) ? Parameter.padded(size) : 0;
        for (int layer = 0; layer < config.layers().size(); layer++) {
            LayerConfig spec = config.layers().get(layer);
            layers.add(LayerFootprint.of(spec, config.inputs(layer)));
        }
    }

    public static Footprint of(ModelConfig config) {
        return new Footprint(config);
    }

    /// Parameters with their gradients, and the packed copies of a forward pass.
    public long network() {
        boolean marks = embedding > 0 && !config.output().isTied();
        long touched = rows() + (marks ? vocabulary / Float.BYTES : 0); // row numbers; a mark for each token
        long biases = layers.stream().mapToLong(LayerFootprint::bias).sum();
        return Float.BYTES * (2 * values() + touched + biases + Slab.lengthFor(forward()));
    }

    /// A copy of every parameter in its padded rows, as of an optimizer's moment.
    public long copy() {
        return Float.BYTES * values();
    }

    /// Rows of all parameters; a bias is one.
    public long rows() {
        long layerRows = layers.stream().mapToLong(LayerFootprint::rows).sum();
        return (embedding > 0 ? vocabulary : 0) + layerRows + (config.output().isTied() ? 0 : vocabulary) + 1;
    }

    /// What training adds to the network: packed copies for the backward pass, and the connections left by
    /// drop-connect.
    public long training(Regularization rates) {
        LongStream packed = LongStream.concat(forward(), layers.stream().flatMapToLong(LayerFootprint::backward));
        long sum = Slab.lengthFor(packed) - Slab.lengthFor(forward());
        if (rates.dropConnect() > 0) {
            sum += layers.stream().mapToLong(LayerFootprint::inputConnections).sum() + vocabulary * top();
        }
        if (rates.recurrent() > 0) {
            sum += layers.stream()
                    .mapToLong(LayerFootprint::recurrentConnections)
                    .sum();
        }
        return Float.BYTES * sum + (rates.samples() > 0 ? vocabulary : 0); // a mark for each token
    }

    /// The output weights as steppers read them, and the table of the first layer's input.
    public long steppers() {
        long columns = Parameter.padded(config.vocabulary());
        boolean hasTable = !layers.getFirst().readsValues();
        long table =
                hasTable ? Steppers.tableFloats(vocabulary, layers.getFirst().gateColumns()) : 0;
        long making = table > 0 && embedding == 0 ? vocabulary * (PANEL + 1) : 0;
        return Float.BYTES
                * (table
                        + making
                        + Slab.lengthFor(LongStream.of(LayerFootprint.columns(columns) * config.outputs()))
                        + columns);
    }

    private LongStream forward() {
        return layers.stream().flatMapToLong(LayerFootprint::forward);
    }

    /// A tape that trains.
    public long tape(int streams, int steps, int workers, Regularization rates) {
        long rows = (long) streams * steps;
        return Float.BYTES
                * (tape(streams, rows, workers, true, rates)
                        + dropped(streams, rows, rates)
                        + sampled(rows, workers, rates.samples()));
    }

    /// A tape that only computes losses.
    public long evaluationTape(int streams, int steps, int workers) {
        return Float.BYTES * tape(streams, (long) streams * steps, workers, false, Regularization.NONE);
    }

    /// Copies of the state that a tape carries.
    public long state(int streams) {
        return Float.BYTES
                * layers.stream().mapToLong(layer -> layer.state(streams)).sum();
    }

    private long values() {
        long biases = Parameter.padded(config.vocabulary());
        long layerValues = layers.stream().mapToLong(LayerFootprint::values).sum();
        long output = config.output().isTied() ? 0 : vocabulary * top();
        return vocabulary * embedding + layerValues + output + biases;
    }

    private long top() {
        return layers.getLast().outputStride();
    }

    private long tape(long streams, long rows, int workers, boolean trained, Regularization rates) {
        Reads first = reads(rows, rates.readsRows());
        long tokens = tokens(rates.samples());
        long input = switch (first) {
            case ROWS -> rows * embedding * (trained ? 2 : 1);
            case ONE_HOT -> rows;
            case EMBEDDED -> 0;
        };
        long recurrent = 0;
        LongStream panels = LongStream.empty();
        for (int layer = 0; layer < layers.size(); layer++) {
            Reads reads = layer == 0 ? first : Reads.ROWS;
            recurrent += layers.get(layer).window(streams, rows, trained, reads, vocabulary);
            panels = LongStream.concat(panels, layers.get(layer).panels(rows, trained, reads, vocabulary));
        }
        long slab = Slab.lengthFor(LongStream.concat(panels, softmaxPanels(tokens, rows, workers, trained)));
        return 2 * rows + input + recurrent + slab + softmax(tokens, rows, workers, trained);
    }

    private Reads reads(long rows, boolean single) {
        if (embedding == 0) {
            return Reads.ONE_HOT;
        }
        boolean byToken = !single && !layers.getFirst().readsValues();
        return byToken && Source.Embedded.pays((int) vocabulary, (int) rows) ? Reads.EMBEDDED : Reads.ROWS;
    }

    /// Tokens that the softmax is taken over: all, or those drawn and the target.
    private long tokens(int samples) {
        return samples > 0 ? NegativeSampler.capacity(vocabulary, samples) + 1 : vocabulary;
    }

    /// Rows whose logits are kept at a time.
    private static long group(long tokens, long rows) {
        return PANEL * SoftmaxLoss.groupPanels(tokens, rows);
    }

    private LongStream softmaxPanels(long tokens, long rows, int workers, boolean trained) {
        long group = group(tokens, rows);
        LongStream forward = LongStream.of(group * config.outputs(), group * tokens);
        if (!trained) {
            return forward;
        }
        LongStream packed =
                LongStream.generate(() -> SoftmaxGradients.INNER_BLOCK * PANEL).limit(workers);
        LongStream backward = LongStream.concat(packed, LongStream.of(group * LayerFootprint.columns(top())));
        return LongStream.concat(forward, backward);
    }

    private long softmax(long tokens, long rows, long workers, boolean trained) {
        int block = SoftmaxGradients.block((int) tokens, (int) workers);
        long rowsOfTokens = trained ? block * group(tokens, rows) : 0;
        return rows + workers * (Softmax.SCRATCH + PANEL + rowsOfTokens);
    }

    /// What draws the tokens of a sampled softmax, and their weights with gradients.
    private long sampled(long rows, long workers, int samples) {
        if (samples == 0) {
            return 0;
        }
        long drawn = tokens(samples);
        long sampler = (Long.BYTES / Float.BYTES + 3) * vocabulary + workers + drawn;
        long weights = 2 * drawn * top() + 2L * Parameter.padded((int) drawn) + drawn + 1;
        return sampler + weights + 4 * rows + drawn;
    }

    /// Activations again, with some of them zero.
    private long dropped(long streams, long rows, Regularization rates) {
        long sum = rates.input() > 0 ? rows * embedding : 0;
        for (int layer = 0; layer < layers.size(); layer++) {
            float rate = layer + 1 < layers.size() ? rates.layer() : rates.output();
            sum += rate > 0 ? (streams + rows) * layers.get(layer).outputStride() : 0;
        }
        return sum;
    }
}
