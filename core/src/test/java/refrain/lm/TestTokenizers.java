package refrain.lm;

import java.util.ArrayList;
import java.util.List;
import refrain.text.CharTokenizer;
import refrain.text.Tokenizer;
import refrain.text.Vocabulary;

/// Tokenizers for tests.
final class TestTokenizers {
    private TestTokenizers() {}

    /// `<unk>`, newline and as many letters as make `size` symbols.
    static Tokenizer chars(int size) {
        List<String> symbols = new ArrayList<>(List.of(Vocabulary.UNKNOWN, "\n"));
        for (int letter = 'a'; symbols.size() < size; letter++) {
            symbols.add(Character.toString(letter));
        }
        return CharTokenizer.of(Vocabulary.of(symbols, "\n"));
    }
}
