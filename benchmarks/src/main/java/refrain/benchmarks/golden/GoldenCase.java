package refrain.benchmarks.golden;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// A small language model and one window of text: everything a forward and backward pass needs.
/// Sizes are odd and differ from one another, so that a transposed or padded array cannot pass unnoticed.
///
/// @param parameters by PyTorch's names
/// @param state `hidden` and, for an LSTM, `cell`, each [L×B×H]: the state before the first step
/// @param inputs token ids, row t·B + b
/// @param targets the ids to be predicted, in the same order
record GoldenCase(
        Cell cell,
        int layers,
        SequencedMap<String, Tensor> parameters,
        SequencedMap<String, Tensor> state,
        int[] inputs,
        int[] targets) {
    static final int VOCABULARY = 11;
    static final int EMBEDDING = 5;
    static final int HIDDEN = 7;
    static final int STREAMS = 3;
    static final int STEPS = 5;

    /// Large enough to reach the bends of the gates, small enough for a relu network not to explode in five steps.
    private static final float BOUND = 0.75f;

    static GoldenCase of(Cell cell, int layers) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(cell.seed + layers);
        return new GoldenCase(
                cell,
                layers,
                parameters(cell, layers, random),
                state(cell, layers, random),
                tokens(random),
                tokens(random));
    }

    String name() {
        return cell.label + "-" + layers;
    }

    private static SequencedMap<String, Tensor> parameters(Cell cell, int layers, RandomGenerator random) {
        SequencedMap<String, Tensor> all = new LinkedHashMap<>();
        all.put("encoder.weight", Tensor.drawn(random, 1, VOCABULARY, EMBEDDING));
        long rows = (long) cell.gates * HIDDEN;
        for (int layer = 0; layer < layers; layer++) {
            all.put("rnn.weight_ih_l" + layer, Tensor.drawn(random, BOUND, rows, layer == 0 ? EMBEDDING : HIDDEN));
            all.put("rnn.weight_hh_l" + layer, Tensor.drawn(random, BOUND, rows, HIDDEN));
            all.put("rnn.bias_ih_l" + layer, Tensor.drawn(random, BOUND, rows));
            all.put("rnn.bias_hh_l" + layer, Tensor.drawn(random, BOUND, rows));
        }
        all.put("decoder.weight", Tensor.drawn(random, 1, VOCABULARY, HIDDEN));
        all.put("decoder.bias", Tensor.drawn(random, 1, VOCABULARY));
        return all;
    }

    private static SequencedMap<String, Tensor> state(Cell cell, int layers, RandomGenerator random) {
        SequencedMap<String, Tensor> state = new LinkedHashMap<>();
        state.put("hidden", Tensor.drawn(random, BOUND, layers, STREAMS, HIDDEN));
        if (cell == Cell.LSTM) {
            state.put("cell", Tensor.drawn(random, 1, layers, STREAMS, HIDDEN));
        }
        return state;
    }

    private static int[] tokens(RandomGenerator random) {
        return random.ints((long) STREAMS * STEPS, 0, VOCABULARY).toArray();
    }

    /// What the file calls the sizes.
    SequencedMap<String, Integer> sizes() {
        SequencedMap<String, Integer> sizes = new LinkedHashMap<>();
        sizes.put("layers", layers);
        sizes.put("vocabulary", VOCABULARY);
        sizes.put("embedding", EMBEDDING);
        sizes.put("hidden", HIDDEN);
        sizes.put("streams", STREAMS);
        sizes.put("steps", STEPS);
        return sizes;
    }
}
