package refrain.text.bpe;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.function.IntConsumer;
import refrain.text.pretoken.CharacterClass;
import refrain.text.pretoken.Splitter;

/// Counts the pre-tokens of a text that comes code point by code point, on all processors. The text is cut where white
/// space begins, which is where a pre-token ends in any case; parts are counted each by itself and added up in their
/// order, so that what is counted, and forgotten, depends on the text alone.
final class TextCounts implements IntConsumer {
    /// Code points of a part: the next white space after them ends it.
    static final int PART = 1 << 18;

    /// A text without white space is cut here.
    static final int LONGEST = 4 * PART;

    private static final int MOST_BYTES = 4 * LONGEST; // so that a part forgets nothing

    /// Parts read ahead of the one that is waited for: enough to keep some processors busy, a few megabytes each.
    private static final int AHEAD = Math.min(16, 2 * ForkJoinPool.getCommonPoolParallelism());

    private final List<String> special;
    private final WordCounts counts;
    private final Deque<ForkJoinTask<WordCounts>> parts = new ArrayDeque<>();
    private int[] part = new int[1 << 10];
    private int length;
    private boolean space; // whether the last code point is white space

    /// @param special tokens that are found as they are written, none with white space in it
    TextCounts(List<String> special, int mostBytes) {
        for (String token : special) {
            if (token.codePoints().anyMatch(TextCounts::isSpace)) {
                throw new IllegalArgumentException("special token \"%s\" holds white space".formatted(token));
            }
        }
        this.special = special;
        counts = new WordCounts(mostBytes);
    }

    @Override
    public void accept(int codePoint) {
        boolean wasSpace = space;
        space = isSpace(codePoint);
        if (length == LONGEST || length >= PART && space && !wasSpace) {
            hand();
        }
        if (length == part.length) {
            part = Arrays.copyOf(part, 2 * length);
        }
        part[length++] = codePoint;
    }

    private static boolean isSpace(int codePoint) {
        return CharacterClass.of(codePoint) == CharacterClass.SPACE;
    }

    /// Ends the text.
    WordCounts end() {
        hand();
        while (!parts.isEmpty()) {
            counts.add(parts.remove().join());
        }
        return counts;
    }

    private void hand() {
        int[] text = part;
        int size = length;
        parts.add(ForkJoinPool.commonPool().submit(() -> count(text, size)));
        part = new int[text.length];
        length = 0;
        if (parts.size() > AHEAD) {
            counts.add(parts.remove().join());
        }
    }

    private WordCounts count(int[] text, int size) {
        WordCounts words = new WordCounts(MOST_BYTES);
        Splitter splitter = Splitter.of(special, words);
        for (int i = 0; i < size; i++) {
            splitter.accept(text[i]);
        }
        splitter.end();
        return words;
    }
}
