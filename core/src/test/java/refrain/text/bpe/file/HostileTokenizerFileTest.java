package refrain.text.bpe.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import refrain.kernel.random.SeededRandom;
import refrain.text.bpe.PairTrainer;

class HostileTokenizerFileTest {
    private static byte[] good() {
        PairTrainer trainer = PairTrainer.of(List.of("<unk>"));
        "the theatre, the other theatre\n".codePoints().forEach(trainer);
        return TokenizerFile.write(trainer.train(270));
    }

    @Test
    void file_whole_isRead() {
        assertThat(TokenizerFileProbe.isSound(good())).isTrue();
    }

    @Test
    void file_cutAnywhere_isRefused() {
        byte[] good = good();
        for (int length = 0; length < good.length; length++) {
            assertThat(TokenizerFileProbe.isSound(Arrays.copyOf(good, length)))
                    .as("%d bytes", length)
                    .isFalse();
        }
    }

    @Test
    void file_withBytesChanged_isRefusedOrSound() {
        SeededRandom random = SeededRandom.of(11);
        byte[] good = good();
        int read = 0;
        for (int i = 0; i < 3_000; i++) {
            byte[] bytes = good.clone();
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) (random.nextBoolean() ? random.nextInt(256) : ' ');
            }
            read += TokenizerFileProbe.isSound(bytes) ? 1 : 0;
        }
        assertThat(read).isBetween(0, 2_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"model\":[]}",
                "{\"model\":{\"vocab\":{\"a\":99999999999}}}",
                "{\"model\":{\"vocab\":{\"a\":-1}}}",
                "{\"added_tokens\":[{}]}",
                "{\"model\":{\"merges\":[1]}}",
                "{\"version\":1}",
                "{\"added_tokens\":[{\"id\":0,\"content\":\"\"}]}",
                "{\"model\":{\"vocab\":{\"a\":{}}}}",
                "{\"pre_tokenizer\":{\"type\":null}}"
            })
    void json_ofAnotherShape_isRefused(String json) {
        assertThat(TokenizerFileProbe.isSound(json.getBytes(StandardCharsets.UTF_8)))
                .isFalse();
    }

    @Test
    void json_nestedDeeply_isRefused() {
        String json = "{\"normalizer\":" + "[".repeat(200_000);

        assertThat(TokenizerFileProbe.isSound(json.getBytes(StandardCharsets.UTF_8)))
                .isFalse();
    }
}
