package refrain.nn.tape;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import refrain.kernel.Products;
import refrain.kernel.Slab;
import refrain.kernel.Softmax;
import refrain.nn.ModelConfig;
import refrain.nn.OutputConfig;
import refrain.nn.Parameter;
import refrain.nn.loss.NegativeSampler;
import refrain.nn.loss.SoftmaxGradients;
import refrain.nn.loss.SoftmaxLoss;

/// The floats that the output layer takes.
/// @param parts its softmaxes: one, or the head and the tails of an adaptive one
/// @param hidden H of the last layer
/// @param tied whether the weights are the embedding's
record OutputFootprint(List<Part> parts, int hidden, boolean tied) {
    private static final long PANEL = Products.PANEL;

    /// @param tokens it is taken over
    /// @param width of what it reads
    private record Part(int tokens, int width) {
        long values() {
            return (long) tokens * Parameter.padded(width);
        }

        long steppers() {
            long columns = Parameter.padded(tokens);
            return Slab.lengthFor(LongStream.of(LayerFootprint.columns(columns) * width)) + columns;
        }
    }

    /// @param samples drawn by a sampled softmax, or 0
    record Window(long rows, int workers, boolean trained, int samples) {}

    static OutputFootprint of(ModelConfig config) {
        List<Part> parts = new ArrayList<>();
        int hidden = config.outputs();
        if (config.output() instanceof OutputConfig.Adaptive adaptive) {
            parts.add(new Part(adaptive.head(), hidden));
            for (int i = 0; i < adaptive.clusters(); i++) {
                parts.add(new Part(adaptive.size(i, config.vocabulary()), adaptive.width(i, hidden)));
            }
        } else {
            parts.add(new Part(config.vocabulary(), hidden));
        }
        return new OutputFootprint(parts, hidden, config.output().isTied());
    }

    private boolean isAdaptive() {
        return parts.size() > 1;
    }

    private List<Part> tails() {
        return parts.subList(1, parts.size());
    }

    /// Of the parameters; a bias if there is one.
    long values() {
        if (isAdaptive()) {
            long projections = tails().stream().mapToLong(Part::width).sum() * Parameter.padded(hidden);
            return parts.stream().mapToLong(Part::values).sum() + projections;
        }
        return (tied ? 0 : parts.getFirst().values()) + Parameter.padded(parts.getFirst().tokens);
    }

    /// Rows of the parameters; a bias is one.
    long rows() {
        long weights = tied ? 0 : parts.stream().mapToLong(Part::tokens).sum();
        return weights + (isAdaptive() ? tails().stream().mapToLong(Part::width).sum() : 1);
    }

    /// Biases that stay zero, with their gradients and row numbers.
    long untrained() {
        return isAdaptive()
                ? parts.stream()
                        .mapToLong(part -> 2L * Parameter.padded(part.tokens) + 1)
                        .sum()
                : 0;
    }

    /// Weights that can be dropped.
    long connections() {
        return parts.stream().mapToLong(Part::values).sum();
    }

    /// Projections packed for the forward pass.
    LongStream forward() {
        return tails().stream().mapToLong(part -> hidden * LayerFootprint.columns(Parameter.padded(part.width)));
    }

    /// Projections packed for the backward pass.
    LongStream backward() {
        return tails().stream().mapToLong(part -> part.width * LayerFootprint.columns(Parameter.padded(hidden)));
    }

    /// The weights as steppers read them.
    long steppers() {
        return parts.stream().mapToLong(Part::steppers).sum();
    }

    /// What a window holds in panels, in the order of the constructors.
    LongStream panels(Window window) {
        long kept = window.trained ? window.rows : 0;
        LongStream panels = panels(sampled(window.samples), window);
        for (Part tail : tails()) {
            LongStream gradient = LongStream.of(
                    kept * LayerFootprint.columns(Parameter.padded(tail.width)),
                    kept * LayerFootprint.columns(Parameter.padded(hidden)));
            panels = LongStream.concat(panels, LongStream.concat(panels(tail, window), gradient));
        }
        return panels;
    }

    /// The first softmax, perhaps over those drawn and the target only.
    private Part sampled(int samples) {
        Part first = parts.getFirst();
        return samples > 0 ? new Part(NegativeSampler.capacity(first.tokens, samples) + 1, first.width) : first;
    }

    /// Rows whose logits are kept at a time.
    private static long group(Part part, Window window) {
        return PANEL * SoftmaxLoss.groupPanels(part.tokens, window.rows);
    }

    private static LongStream panels(Part part, Window window) {
        long group = group(part, window);
        LongStream forward = LongStream.of(group * part.width, group * part.tokens);
        if (!window.trained) {
            return forward;
        }
        long block = (long) SoftmaxGradients.INNER_BLOCK * SoftmaxGradients.packedColumns(Parameter.padded(part.width));
        LongStream packed = LongStream.generate(() -> block).limit(window.workers);
        LongStream backward = LongStream.of(group * LayerFootprint.columns(Parameter.padded(part.width)));
        return LongStream.concat(forward, LongStream.concat(packed, backward));
    }

    /// What a window holds besides.
    long window(Window window) {
        long sum = softmax(sampled(window.samples), window) + (window.samples > 0 ? sampler(window) : 0);
        if (isAdaptive()) {
            sum += window.rows;
        }
        for (Part tail : tails()) {
            long strides = (long) Parameter.padded(hidden) + Parameter.padded(tail.width);
            sum += softmax(tail, window) + window.rows * (2 + strides * (window.trained ? 2 : 1));
        }
        return sum;
    }

    private static long softmax(Part part, Window window) {
        int block = SoftmaxGradients.block(part.tokens, window.workers);
        long rowsOfTokens = window.trained ? block * group(part, window) : 0;
        return window.rows + window.workers * (Softmax.SCRATCH + PANEL + rowsOfTokens);
    }

    /// What draws the tokens of a sampled softmax, and their weights with gradients.
    private long sampler(Window window) {
        long drawn = sampled(window.samples).tokens;
        long sampler = (Long.BYTES / Float.BYTES + 3L) * parts.getFirst().tokens + window.workers + drawn;
        long weights = 2 * sampled(window.samples).values() + 2L * Parameter.padded((int) drawn) + drawn + 1;
        return sampler + weights + 4 * window.rows + drawn;
    }
}
