package refrain.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExamplesTest {
    /// A program to run.
    private interface Program {
        void run() throws IOException;
    }

    @Test
    void quickBrownFox_bothNetworks_learnTheSentenceByHeart() throws IOException {
        List<String> lines = lines(() -> QuickBrownFox.main(new String[0]));
        assertThat(lines).containsOnlyOnce("rnn:10", "lstm:10");
        assertThat(lines).filteredOn(line -> line.endsWith("right")).hasSize(2 * 9);
        assertThat(lines).noneMatch(line -> line.endsWith("wrong"));
        int second = lines.indexOf("lstm:10");
        assertThat(losses(lines.subList(0, second))).hasSize(6).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        assertThat(losses(lines.subList(second, lines.size()))).hasSize(6).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }

    private static List<Double> losses(List<String> lines) {
        return lines.stream()
                .filter(line -> line.contains("loss"))
                .map(line -> Double.valueOf(line.replaceAll(".*loss (\\S+) .*", "$1")))
                .toList();
    }

    private static List<String> lines(Program program) throws IOException {
        PrintStream before = System.out;
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        System.setOut(new PrintStream(kept, true, StandardCharsets.UTF_8));
        try {
            program.run();
        } finally {
            System.setOut(before);
        }
        return kept.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
