package refrain.lm.safetensors;

import com.code_intelligence.jazzer.junit.FuzzTest;

/// Any bytes are refused by a [ModelFileException] or read. Runs on the corpus in
/// `SafetensorsFuzzTestInputs`; to search for more: `JAZZER_FUZZ=1 ./mvnw test -pl core
/// -Dtest=SafetensorsFuzzTest`.
class SafetensorsFuzzTest {
    @FuzzTest(maxDuration = "2m")
    void read(byte[] bytes) {
        SafetensorsProbe.isSound(bytes);
    }
}
