package refrain.lm.ngram;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Modified Kneser-Ney smoothing as Chen and Goodman (1999) define it, with maps of lists, in double, slowly. Tokens
/// are texts; lines are `<s> … </s>`.
final class PlainKneserNey {
    private final int order;
    private final Set<String> vocabulary; // without <s>
    private final Map<List<String>, Integer> counts = new HashMap<>();
    private final Map<List<String>, Set<String>> before = new HashMap<>();
    private final Map<List<String>, Set<String>> after = new HashMap<>();
    private final List<double[]> discounts = new ArrayList<>();

    PlainKneserNey(List<List<String>> lines, Set<String> vocabulary, int order) {
        this.order = order;
        this.vocabulary = vocabulary;
        for (List<String> line : lines) {
            for (int n = 1; n <= order; n++) {
                for (int at = 0; at + n <= line.size(); at++) {
                    count(line, at, n);
                }
            }
        }
        for (int n = 1; n <= order; n++) {
            discounts.add(discounts(n));
        }
    }

    private void count(List<String> line, int at, int n) {
        List<String> gram = List.copyOf(line.subList(at, at + n));
        counts.merge(gram, 1, Integer::sum);
        after.computeIfAbsent(gram.subList(0, n - 1), u -> new HashSet<>()).add(gram.getLast());
        if (at > 0) {
            before.computeIfAbsent(gram, u -> new HashSet<>()).add(line.get(at - 1));
        }
    }

    /// The n-grams of one order.
    List<List<String>> grams(int n) {
        return counts.keySet().stream().filter(gram -> gram.size() == n).toList();
    }

    int adjusted(List<String> gram) {
        if (gram.equals(List.of("<s>"))) {
            return 0;
        }
        return gram.size() == order || gram.getFirst().equals("<s>")
                ? counts.getOrDefault(gram, 0)
                : before.getOrDefault(gram, Set.of()).size();
    }

    /// D₁, D₂, D₃.
    double[] discounts(int n) {
        double[] having = new double[5];
        for (List<String> gram : grams(n)) {
            if (adjusted(gram) <= 4) {
                having[adjusted(gram)]++;
            }
        }
        double y = having[1] / (having[1] + 2 * having[2]);
        double[] d = new double[3];
        for (int k = 1; k <= 3; k++) {
            d[k - 1] = k - (k + 1) * y * having[k + 1] / having[k];
            if (Double.isNaN(d[k - 1]) || d[k - 1] <= 0 || d[k - 1] > k) {
                return new double[] {0.5, 1, 1.5};
            }
        }
        return d;
    }

    private double discount(List<String> gram) {
        int count = adjusted(gram);
        return count == 0 ? 0 : discounts.get(gram.size() - 1)[Math.min(count, 3) - 1];
    }

    double probability(List<String> context, String word) {
        double shorter =
                context.isEmpty() ? 1.0 / vocabulary.size() : probability(context.subList(1, context.size()), word);
        double sum = 0;
        for (String x : after.getOrDefault(context, Set.of())) {
            sum += adjusted(with(context, x));
        }
        if (sum == 0) {
            return shorter;
        }
        List<String> gram = with(context, word);
        return (adjusted(gram) - discount(gram)) / sum + backoff(context) * shorter;
    }

    /// What the longer context leaves for the shorter one; 1 where it was not followed by anything.
    double backoff(List<String> context) {
        double sum = 0;
        double taken = 0;
        for (String x : after.getOrDefault(context, Set.of())) {
            sum += adjusted(with(context, x));
            taken += discount(with(context, x));
        }
        return sum == 0 ? 1 : taken / sum;
    }

    private static List<String> with(List<String> context, String word) {
        List<String> gram = new ArrayList<>(context);
        gram.add(word);
        return gram;
    }
}
