package refrain.lm.mixture;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/// Any text is refused by an [IllegalArgumentException] or is a mixture that says the same when written
/// again. Runs on the corpus in `MixtureFileFuzzTestInputs`; to search for more: `JAZZER_FUZZ=1 ./mvnw test
/// -pl core -Dtest=MixtureFileFuzzTest`.
class MixtureFileFuzzTest {
    @FuzzTest(maxDuration = "2m")
    void parse(byte[] bytes) {
        MixtureFile mixture;
        try {
            mixture = MixtureFile.parse(new String(bytes, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException refused) {
            return;
        }
        if (!MixtureFile.parse(mixture.toJson()).equals(mixture)) {
            throw new AssertionError("written again it is another mixture: " + mixture);
        }
    }
}
