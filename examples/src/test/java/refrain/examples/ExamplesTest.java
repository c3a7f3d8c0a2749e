package refrain.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        assertThat(losses(lines.subList(second, lines.size())))
                .hasSize(6)
                .isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }

    @Test
    void trainAndGenerate_song_isWrittenOn(@TempDir Path folder) throws IOException {
        Path text = Files.writeString(folder.resolve("song.txt"), "the line of a song that returns\n".repeat(40));
        String model = folder.resolve("song.safetensors").toString();
        List<String> lines = lines(() -> TrainAndGenerate.main(new String[] {text.toString(), model, "400"}));
        assertThat(lines.getFirst()).isEqualTo("read 102400 tokens");
        assertThat(String.join(" ", lines)).contains(" line of a song that returns ");
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
