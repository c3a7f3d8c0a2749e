package refrain.lm.ngram;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import refrain.lm.safetensors.ModelFileException;

/// Any bytes are refused by a [ModelFileException] or are a model that is written as the same bytes again and again,
/// and whose every probability can be asked for. Runs on the corpus in `ArpaFileFuzzTestInputs`; to search for more:
/// `JAZZER_FUZZ=1 ./mvnw test -pl core -Dtest=ArpaFileFuzzTest`.
class ArpaFileFuzzTest {
    @FuzzTest(maxDuration = "2m")
    void read(byte[] bytes) throws IOException {
        NGramModel model;
        try {
            model = ArpaFile.read("fuzz.arpa", new ByteArrayInputStream(bytes), bytes.length);
        } catch (ModelFileException refused) {
            return;
        }
        readThrough(model);
        byte[] once = written(model);
        byte[] twice = written(ArpaFile.read("written.arpa", new ByteArrayInputStream(once), once.length));
        if (!Arrays.equals(once, twice)) {
            throw new AssertionError("written again it is another model");
        }
    }

    /// Each token after each other.
    private static void readThrough(NGramModel model) {
        int vocabulary = Math.min(50, model.vocabulary().size());
        int[] tokens = new int[vocabulary * vocabulary];
        Arrays.setAll(tokens, i -> i % 2 == 0 ? i / vocabulary : i % vocabulary);
        model.score(model.start(), tokens, new float[tokens.length]);
        float[] all = new float[model.vocabulary().size()];
        try (var session = model.open(1)) {
            for (int token : tokens) {
                session.logProbabilities(0, all);
                session.accept(new int[] {0}, new int[] {token});
            }
        }
    }

    private static byte[] written(NGramModel model) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ArpaWriter(model).writeTo(out);
        return out.toByteArray();
    }
}
