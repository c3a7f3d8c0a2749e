package refrain.nn.tape;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import refrain.kernel.Products;
import refrain.kernel.Slab;
import refrain.nn.InputConfig;
import refrain.nn.LayerConfig;
import refrain.nn.ModelConfig;
import refrain.nn.Parameter;
import refrain.nn.Regularization;
import refrain.nn.operation.Source;
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
    private final OutputFootprint output;

    private Footprint(ModelConfig config) {
        this.config = config;
        vocabulary = config.vocabulary();
        embedding = config.input() instanceof InputConfig.Embedding(int size) ? Parameter.padded(size) : 0;
        for (int layer = 0; layer < config.layers().size(); layer++) {
            LayerConfig spec = config.layers().get(layer);
            layers.add(LayerFootprint.of(spec, config.inputs(layer)));
        }
        output = OutputFootprint.of(config);
    }

    /// That of an architecture.
    public static Footprint of(ModelConfig config) {
        return new Footprint(config);
    }

    /// Parameters with their gradients, and the packed copies of a forward pass.
    public long network() {
        boolean marks = embedding > 0 && !config.output().isTied();
        long touched = rows() + (marks ? vocabulary / Float.BYTES : 0); // row numbers; a mark for each token
        long biases = layers.stream().mapToLong(LayerFootprint::bias).sum();
        return Float.BYTES * (2 * values() + output.untrained() + touched + biases + Slab.lengthFor(forward()));
    }

    /// A copy of every parameter in its padded rows, as of an optimizer's moment.
    public long copy() {
        return Float.BYTES * values();
    }

    /// Rows of all parameters; a bias is one.
    public long rows() {
        long layerRows = layers.stream().mapToLong(LayerFootprint::rows).sum();
        return (embedding > 0 ? vocabulary : 0) + layerRows + output.rows();
    }

    /// What training adds to the network: packed copies for the backward pass, and the connections left by
    /// drop-connect.
    public long training(Regularization rates) {
        LongStream backward = layers.stream().flatMapToLong(LayerFootprint::backward);
        LongStream packed = LongStream.concat(forward(), LongStream.concat(backward, output.backward()));
        long sum = Slab.lengthFor(packed) - Slab.lengthFor(forward());
        if (rates.dropConnect() > 0) {
            sum += layers.stream().mapToLong(LayerFootprint::inputConnections).sum() + output.connections();
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
        boolean hasTable = !layers.getFirst().readsValues();
        long table =
                hasTable ? Steppers.tableFloats(vocabulary, layers.getFirst().gateColumns()) : 0;
        long making = table > 0 && embedding == 0 ? vocabulary * (PANEL + 1) : 0;
        return Float.BYTES * (table + making + output.steppers());
    }

    private LongStream forward() {
        return LongStream.concat(layers.stream().flatMapToLong(LayerFootprint::forward), output.forward());
    }

    /// A tape that trains.
    public long tape(int streams, int steps, int workers, Regularization rates) {
        long rows = (long) streams * steps;
        return Float.BYTES * (tape(streams, rows, workers, true, rates) + dropped(streams, rows, rates));
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
        long layerValues = layers.stream().mapToLong(LayerFootprint::values).sum();
        return vocabulary * embedding + layerValues + output.values();
    }

    private long tape(long streams, long rows, int workers, boolean trained, Regularization rates) {
        Reads first = reads(rows, rates.readsRows());
        OutputFootprint.Window softmax = new OutputFootprint.Window(rows, workers, trained, rates.samples());
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
        long slab = Slab.lengthFor(LongStream.concat(panels, output.panels(softmax)));
        return 2 * rows + input + recurrent + slab + output.window(softmax);
    }

    private Reads reads(long rows, boolean single) {
        if (embedding == 0) {
            return Reads.ONE_HOT;
        }
        boolean byToken = !single && !layers.getFirst().readsValues();
        return byToken && Source.Embedded.pays((int) vocabulary, (int) rows) ? Reads.EMBEDDED : Reads.ROWS;
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
