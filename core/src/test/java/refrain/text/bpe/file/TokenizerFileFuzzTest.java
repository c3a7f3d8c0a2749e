package refrain.text.bpe.file;

import com.code_intelligence.jazzer.junit.FuzzTest;

/// Any bytes are refused with a message or read. Runs on the corpus in `TokenizerFileFuzzTestInputs`; to search for
/// more: `JAZZER_FUZZ=1 ./mvnw test -pl core -Dtest=TokenizerFileFuzzTest`.
class TokenizerFileFuzzTest {
    @FuzzTest(maxDuration = "2m")
    void read(byte[] bytes) {
        TokenizerFileProbe.isSound(bytes);
    }
}
