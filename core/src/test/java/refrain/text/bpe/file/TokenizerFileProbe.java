package refrain.text.bpe.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import refrain.text.bpe.BytePairs;
import refrain.text.bpe.PairDecoder;
import refrain.text.bpe.PairEncoder;

/// What must hold of any bytes taken for a `tokenizer.json`.
final class TokenizerFileProbe {
    private TokenizerFileProbe() {}

    /// Whether they were read; then what was read encodes, decodes and is written as itself.
    static boolean isSound(byte[] bytes) {
        BytePairs pairs;
        try {
            pairs = TokenizerFile.read(bytes, "<unk>");
        } catch (IllegalArgumentException refused) {
            assertThat(refused.getMessage()).startsWith("tokenizer.json: ");
            return false;
        }
        String text = "the theatre <unk> \u0000\n\n€ ";
        List<Integer> ids = new ArrayList<>();
        PairEncoder encoder = PairEncoder.of(pairs, ids::add);
        text.codePoints().forEach(encoder);
        encoder.end();
        StringBuilder back = new StringBuilder();
        PairDecoder decoder = PairDecoder.of(pairs);
        ids.forEach(id -> decoder.decode(id, back));
        decoder.end(back);
        assertThat(back).hasToString(text);
        assertThat(TokenizerFile.read(TokenizerFile.write(pairs), "<unk>")).isEqualTo(pairs);
        return true;
    }
}
