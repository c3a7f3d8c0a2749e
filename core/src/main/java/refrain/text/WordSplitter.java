package refrain.text;

import java.util.function.Consumer;
import java.util.function.IntConsumer;

/// Splits code points into words and line ends, each handed on as a string, `<eos>` for a line end.
final class WordSplitter implements IntConsumer {
    /// Longer words are `<unk>`, so that a text without blanks does not fill the memory.
    static final int LONGEST_WORD = 1000;

    private final Consumer<String> sink;
    private final StringBuilder word = new StringBuilder();
    private long length; // code points of the word so far, stored or not
    private boolean lineBegun;
    private boolean wordOnLine;
    private long words;
    private long wordCharacters;
    private long characters;

    WordSplitter(Consumer<String> sink) {
        this.sink = sink;
    }

    @Override
    public void accept(int codePoint) {
        if (codePoint == '\n') {
            endLine();
            return;
        }
        lineBegun = true;
        if (Character.isWhitespace(codePoint)) {
            endWord();
        } else if (length++ < LONGEST_WORD) {
            word.appendCodePoint(codePoint);
        }
    }

    /// Ends the word, if one has begun.
    void endWord() {
        if (length == 0) {
            return;
        }
        words++;
        wordCharacters += length;
        characters += wordOnLine ? length + 1 : length;
        wordOnLine = true;
        sink.accept(length > LONGEST_WORD ? Vocabulary.UNKNOWN : word.toString());
        word.setLength(0);
        length = 0;
    }

    private void endLine() {
        endWord();
        characters++;
        lineBegun = false;
        wordOnLine = false;
        sink.accept(Vocabulary.END_OF_LINE);
    }

    /// Ends the text, and its last line if no newline did.
    void end() {
        if (lineBegun) {
            endLine();
        }
    }

    /// Code points of all words, a blank between words and a newline for each line end.
    long characters() {
        return characters;
    }

    /// Mean code points of a word, 0 without words.
    long meanWordLength() {
        return words == 0 ? 0 : wordCharacters / words;
    }
}
