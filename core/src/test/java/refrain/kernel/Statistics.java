package refrain.kernel;

import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/// What the tests of random numbers measure.
public final class Statistics {
    private Statistics() {}

    /// How far, in standard deviations, χ² of the counts of values 0 … bins - 1 lies from its mean.
    public static double chiSquareDeviation(int bins, int draws, IntUnaryOperator value) {
        int[] counts = new int[bins];
        for (int i = 0; i < draws; i++) {
            counts[value.applyAsInt(i)]++;
        }
        double expected = (double) draws / bins;
        double sum = 0;
        for (int count : counts) {
            sum += (count - expected) * (count - expected) / expected;
        }
        return (sum - (bins - 1)) / Math.sqrt(2.0 * (bins - 1));
    }

    public static double mean(double[] x) {
        double sum = 0;
        for (double v : x) {
            sum += v;
        }
        return sum / x.length;
    }

    /// The mean of ((x - mean) / deviation)^power.
    public static double standardMoment(double[] x, int power) {
        double mean = mean(x);
        double deviation = Math.sqrt(centralMoment(x, mean, 2));
        return centralMoment(x, mean, power) / StrictMath.pow(deviation, power);
    }

    public static double variance(double[] x) {
        return centralMoment(x, mean(x), 2);
    }

    private static double centralMoment(double[] x, double mean, int power) {
        double sum = 0;
        for (double v : x) {
            sum += StrictMath.pow(v - mean, power);
        }
        return sum / x.length;
    }

    /// The correlation of x with itself `lag` places on.
    public static double serialCorrelation(double[] x, int lag) {
        double mean = mean(x);
        double sum = 0;
        for (int i = 0; i + lag < x.length; i++) {
            sum += (x[i] - mean) * (x[i + lag] - mean);
        }
        return sum / (x.length - lag) / variance(x);
    }

    /// The correlation of two events over the numbers 0 … draws - 1.
    public static double correlation(int draws, IntPredicate first, IntPredicate second) {
        int a = 0;
        int b = 0;
        int both = 0;
        for (int i = 0; i < draws; i++) {
            boolean one = first.test(i);
            boolean two = second.test(i);
            a += one ? 1 : 0;
            b += two ? 1 : 0;
            both += one && two ? 1 : 0;
        }
        double p = (double) a / draws;
        double q = (double) b / draws;
        return ((double) both / draws - p * q) / Math.sqrt(p * (1 - p) * q * (1 - q));
    }
}
