package refrain.benchmarks.measure;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a process says when it can be measured: the losses of its first updates, if it was asked for them.
public record Ready(double[] losses) {
    private static final String MARK = "ready";

    /// One line for the process that started this one.
    String line() {
        return MARK + Arrays.stream(losses).mapToObj(loss -> " " + loss).collect(Collectors.joining());
    }

    /// The inverse of [#line]; empty for lines of other origin.
    public static Optional<Ready> parse(String line) {
        String[] words = line.split(" ");
        return words[0].equals(MARK)
                ? Optional.of(new Ready(Arrays.stream(words)
                        .skip(1)
                        .mapToDouble(Double::parseDouble)
                        .toArray()))
                : Optional.empty();
    }
}
