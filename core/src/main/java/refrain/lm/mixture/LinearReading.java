package refrain.lm.mixture;

import java.util.List;
import refrain.lm.Reading;
import refrain.text.Tokenizer;

/// A linear mixture of what several readings say of one text: members may learn while they read.
public final class LinearReading implements Reading {
    private final List<Reading> readings;
    private final List<TokenMap> maps;
    private final double[] weights;

    private LinearReading(List<Reading> readings, List<TokenMap> maps, double[] weights) {
        this.readings = readings;
        this.maps = maps;
        this.weights = weights;
    }

    /// A mixture that closes its readings with itself; its tokens are those of the first.
    /// @throws IllegalArgumentException if vocabularies differ or weights do not fit
    public static LinearReading of(List<Reading> readings, double[] weights) {
        if (readings.isEmpty() || readings.size() != weights.length) {
            throw new IllegalArgumentException(
                    "%d models and %d weights; each model has one".formatted(readings.size(), weights.length));
        }
        MixtureKind.LINEAR.require(weights);
        Tokenizer first = readings.getFirst().tokenizer();
        List<TokenMap> maps = readings.stream()
                .map(reading -> TokenMap.between(first, reading.tokenizer()))
                .toList();
        return new LinearReading(List.copyOf(readings), maps, weights.clone());
    }

    @Override
    public Tokenizer tokenizer() {
        return readings.getFirst().tokenizer();
    }

    @Override
    public void read(int[] tokens, float[] logProbabilities) {
        float[][] each = new float[readings.size()][tokens.length];
        for (int k = 0; k < each.length; k++) {
            readings.get(k).read(maps.get(k).of(tokens), each[k]);
        }
        Mixture.sum(each, tokens.length, weights, logProbabilities);
    }

    @Override
    public void restart() {
        readings.forEach(Reading::restart);
    }

    @Override
    public void close() {
        readings.forEach(Reading::close);
    }
}
