package refrain.generate;

/// Greedy search.
final class Greedy {
    private Greedy() {}

    static int best(float[] logProbabilities) {
        int best = 0;
        for (int token = 1; token < logProbabilities.length; token++) {
            if (logProbabilities[token] > logProbabilities[best]) {
                best = token;
            }
        }
        return best;
    }
}
