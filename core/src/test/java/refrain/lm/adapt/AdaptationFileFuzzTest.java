package refrain.lm.adapt;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/// Any text is refused by an [IllegalArgumentException] or is settings that say the same when written
/// again. Runs on the corpus in `AdaptationFileFuzzTestInputs`; to search for more: `JAZZER_FUZZ=1 ./mvnw
/// test -pl core -Dtest=AdaptationFileFuzzTest`.
class AdaptationFileFuzzTest {
    @FuzzTest(maxDuration = "2m")
    void parse(byte[] bytes) {
        AdaptationFile settings;
        try {
            settings = AdaptationFile.parse(new String(bytes, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException refused) {
            return;
        }
        if (!AdaptationFile.parse(settings.toJson()).equals(settings)) {
            throw new AssertionError("written again they are others: " + settings);
        }
    }
}
