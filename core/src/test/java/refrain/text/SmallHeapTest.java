package refrain.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import refrain.text.corpus.Corpus;
import tools.jackson.core.json.JsonFactory;

/// A text larger than the heap is tokenized and read, by a process of its own.
class SmallHeapTest {
    private static final int CHARACTERS = 28 << 20;

    @TempDir
    Path directory;

    /// Tokenizes a text and reads all batches; prints what it found.
    static final class Program {
        private Program() {}

        public static void main(String[] args) throws IOException {
            Path text = Path.of(args[1]);
            if (Runtime.getRuntime().maxMemory() >= Files.size(text)) {
                throw new IllegalStateException("the heap is larger than the text");
            }
            Corpus.Parts parts = Corpus.of(text).split(0.01);
            Tokenizer tokenizer = switch (args[0]) {
                case "char" -> CharTokenizer.train(parts.training(), Vocabulary.Limits.NONE);
                case "word" -> WordTokenizer.train(parts.training(), Vocabulary.Limits.NONE);
                default -> BpeTokenizer.train(parts.training(), 500);
            };
            try (TokenStore store = TokenStore.write(Path.of(text + ".tokens"), tokenizer, parts.training())) {
                System.out.printf("%d %d %d%n", tokenizer.vocabulary().size(), store.size(), readAll(store));
            }
        }

        private static long readAll(TokenStore store) {
            Batches batches = Batches.of(store, 16, 64);
            int[] inputs = new int[16 * 64];
            int[] targets = new int[16 * 64];
            long read = 0;
            for (int steps = batches.next(inputs, targets); steps > 0; steps = batches.next(inputs, targets)) {
                read += steps * 16L;
            }
            return read;
        }
    }

    @Test
    void characters_ofOneLongLine_needNoHeap() throws Exception {
        Path text = write("chars.txt", CHARACTERS - 4, -1);
        Files.writeString(text, "\nend", StandardOpenOption.APPEND);
        assertThat(run("char", text.toString()))
                .isEqualTo("29 %d %d%n".formatted(CHARACTERS - 3, (CHARACTERS - 3) / 16 * 16));
    }

    @ParameterizedTest
    @ValueSource(strings = {"word", "bpe"})
    void words_needNoHeap(String units) throws Exception {
        Path text = write("words.txt", CHARACTERS, 80);
        String[] found = run(units, text.toString()).strip().split(" ");
        assertThat(Long.parseLong(found[2]))
                .isBetween(CHARACTERS / 8L, (long) CHARACTERS)
                .isLessThanOrEqualTo(Long.parseLong(found[1]));
    }

    /// Random letters and blanks in lines of a length, -1 for one line.
    private Path write(String name, int characters, int lineLength) throws IOException {
        Path file = directory.resolve(name);
        SplittableRandom random = new SplittableRandom(1);
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            for (int i = 1; i <= characters; i++) {
                boolean lineEnd = lineLength > 0 && i % lineLength == 0;
                writer.write(lineEnd ? '\n' : i % 4 == 0 ? ' ' : 'a' + random.nextInt(26));
            }
        }
        return file;
    }

    private static String run(String... arguments) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(Stream.concat(
                                Stream.of(java, "-Xmx20m", "-cp", classPath(), Program.class.getName()),
                                Stream.of(arguments))
                        .toList())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }

    private static String classPath() {
        return Stream.of(Corpus.class, SmallHeapTest.class, JsonFactory.class)
                .map(SmallHeapTest::location)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String location(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(type + " has no location", e);
        }
    }
}
