package refrain.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTextTest {
    @Test
    void resuming_replacesOverwriteAndDoesNotRepeatResume() {
        assertThat(CommandLineText.resuming(List.of("train", "a b.txt", "--out", "m.safetensors", "--overwrite")))
                .isEqualTo("refrain train 'a b.txt' --out m.safetensors --resume");
        assertThat(CommandLineText.resuming(List.of("train", "--resume", "t"))).isEqualTo("refrain train t --resume");
    }

    @Test
    void command_isCalledAsThisOneWas() {
        System.setProperty("refrain.command", "../my tools/refrain");
        try {
            assertThat(CommandLineText.of(List.of("eval", "m"))).isEqualTo("'../my tools/refrain' eval m");
        } finally {
            System.clearProperty("refrain.command");
        }
        assertThat(CommandLineText.of(List.of("eval", "m"))).isEqualTo("refrain eval m");
    }

    @Test
    void without_dropsOptionsAndTheirValues() {
        List<String> words = List.of("train", "--search", "3", "t", "--seed=4", "--search-trials=9", "--out", "m");
        assertThat(CommandLineText.without(words, List.of("--search", "--search-trials")))
                .containsExactly("train", "t", "--seed=4", "--out", "m");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            book.txt     | book.txt
            lstm:2,gru:3 | lstm:2,gru:3
            $HOME        | '$HOME'
            it's         | 'it'\\''s'
            诗.txt       | 诗.txt
            *.txt        | '*.txt'
            """)
    void quoted_isReadBackByTheShell(String word, String expected) {
        assertThat(CommandLineText.quoted(word)).isEqualTo(expected);
    }

    @Test
    void quoted_emptyWord_isKept() {
        assertThat(CommandLineText.quoted("")).isEqualTo("''");
    }
}
