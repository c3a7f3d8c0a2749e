package refrain.benchmarks.vocabulary;

import java.util.Locale;
import refrain.benchmarks.measure.Laps;
import refrain.benchmarks.work.Work;

/// Prints how fast networks of large vocabularies are trained with each [kind of output][OutputKind].
public final class LargeVocabulary {
    private static final int[] VOCABULARIES = {10_000, 50_000, 200_000};

    /// Updates for a median, however long they take.
    private static final int FEWEST = 3;

    private LargeVocabulary() {}

    /// @param args seconds of each measurement, and of the warm-up before it; threads
    public static void main(String[] args) {
        if (args.length != 2) {
            throw new IllegalArgumentException("arguments: seconds, threads; found " + args.length);
        }
        double seconds = Double.parseDouble(args[0]);
        int threads = Integer.parseInt(args[1]);
        System.out.printf(
                Locale.ROOT,
                "embedding %d, lstm:%d, B %d, T %d, SGD, %d threads; %,d samples; tokens/s of whole updates, median in"
                        + " %s s%n",
                VocabularyTraining.EMBEDDING,
                VocabularyTraining.HIDDEN,
                VocabularyTraining.STREAMS,
                VocabularyTraining.STEPS,
                threads,
                OutputKind.SAMPLES,
                seconds);
        System.out.println("vocabulary       full   adaptive    sampled");
        for (int vocabulary : VOCABULARIES) {
            System.out.printf(Locale.ROOT, "%,10d", vocabulary);
            for (OutputKind kind : OutputKind.values()) {
                System.out.printf(Locale.ROOT, " %,10.0f", speed(vocabulary, kind, threads, seconds));
                System.out.flush();
            }
            System.out.println();
        }
    }

    /// Tokens a second, by the median of the updates.
    private static double speed(int vocabulary, OutputKind kind, int threads, double seconds) {
        try (Work training = new VocabularyTraining(vocabulary, kind, threads)) {
            Laps.of(training, seconds, FEWEST);
            return training.size() / (1e-6 * Laps.of(training, seconds, FEWEST).microseconds(0.5));
        }
    }
}
