package refrain.train.pace;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The mean training losses between validations, and what they say beside those: whether a run learns its text by
/// heart, validation getting worse while training gets better. With v the validation losses, the best of them at b and
/// the last at n, and t the mean training loss of the updates before each:
/// ```
/// n − b ≥ 3        each of the last three v > v[b] + 0.01        t[n] < t[b] − 0.01
/// ```
/// Three in a row, because a single validation wavers; 0.01 nats a token, a hundredth of the perplexity, because less
/// is no reason to change a recipe.
public final class TrainingHistory {
    private static final int IN_A_ROW = 3;
    private static final double CLEAR = 0.01;

    private final List<Double> losses = new ArrayList<>();
    private double sum;
    private long tokens;
    private boolean reported;

    /// Takes in the loss of an update.
    /// @param lossSum Σ −ln p over its tokens
    public void add(double lossSum, long count) {
        sum += lossSum;
        tokens += count;
    }

    /// A validation ends the interval.
    public void validated() {
        losses.add(tokens == 0 ? Double.NaN : sum / tokens);
        sum = 0;
        tokens = 0;
    }

    /// Whether over-fitting shows for the first time. A run whose checkpoint lacked a part of the history is not
    /// judged.
    /// @param validation losses of all validations, oldest first, the last just measured
    public boolean firstShowsOverfitting(List<Double> validation) {
        if (reported || losses.size() != validation.size()) {
            return false;
        }
        int best = best(validation);
        int last = losses.size() - 1;
        boolean worse = last - best >= IN_A_ROW
                && validation.subList(last + 1 - IN_A_ROW, last + 1).stream()
                        .allMatch(loss -> loss > validation.get(best) + CLEAR);
        reported = worse && losses.get(last) < losses.get(best) - CLEAR;
        return reported;
    }

    private static int best(List<Double> losses) {
        int best = 0;
        for (int i = 1; i < losses.size(); i++) {
            best = losses.get(i) < losses.get(best) ? i : best;
        }
        return best;
    }

    /// All of it, for a checkpoint.
    public String toText() {
        return Stream.concat(Stream.of(reported, sum, tokens), losses.stream())
                .map(String::valueOf)
                .collect(Collectors.joining(" "));
    }

    /// The inverse of [#toText].
    /// @throws IllegalArgumentException if it is none
    public static TrainingHistory of(String text) {
        String[] parts = text.split(" ");
        if (parts.length < 3) {
            throw new IllegalArgumentException("training is \"%s\"; it must have at least 3 parts".formatted(text));
        }
        TrainingHistory history = new TrainingHistory();
        try {
            history.reported = Boolean.parseBoolean(parts[0]);
            history.sum = Double.parseDouble(parts[1]);
            history.tokens = Long.parseLong(parts[2]);
            for (int i = 3; i < parts.length; i++) {
                history.losses.add(Double.valueOf(parts[i]));
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("training is \"%s\"; it must hold numbers".formatted(text), e);
        }
        return history;
    }
}
