package refrain.lm.ngram.arpa;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How tokens are written in an ARPA file, whose fields are separated by white space: the boundary token is `</s>`, a
/// blank inside a token is `▁` where tokens may hold one, and what the file has another meaning for is `\x{…}`, its
/// code point in hexadecimal.
/// @param units what a token is
/// @param own whether this program wrote the file; tokens of others are words as they are
public record ArpaTokens(ArpaUnits units, boolean own) {
    /// Where a line begins and ends.
    public static final String BEGIN = "<s>";
    public static final String END = "</s>";

    /// How some programs write `<unk>`.
    public static final String UNKNOWN_IN_CAPITALS = "<UNK>";

    /// Stands for a blank.
    static final char BLANK = '▁';

    /// How the comment that names the units begins.
    static final String UNITS = "# refrain units=";

    /// How a comment begins that holds a part of the tokenizer.
    static final String TOKENIZER = "# refrain tokenizer=";

    /// Letters of the tokenizer in one comment: programs that read comments may have short lines.
    private static final int PART = 1 << 16;

    private static final Pattern ESCAPE = Pattern.compile("\\\\x\\{([0-9a-f]{1,6})}");

    /// Of files of other programs.
    static ArpaTokens foreign() {
        return new ArpaTokens(new ArpaUnits.Words(), false);
    }

    /// The comments that say so.
    public String comments() {
        StringBuilder comments = new StringBuilder(UNITS).append(units.name());
        comments.append(hasBlanks() ? " blank=" + BLANK : "").append('\n');
        String tokenizer = units.encoded();
        for (int at = 0; at < tokenizer.length(); at += PART) {
            int end = Math.min(tokenizer.length(), at + PART);
            comments.append(TOKENIZER).append(tokenizer, at, end).append('\n');
        }
        return comments.toString();
    }

    private boolean hasBlanks() {
        return units instanceof ArpaUnits.Characters;
    }

    public String write(String symbol) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < symbol.length(); i++) {
            char c = symbol.charAt(i);
            if (c == ' ' && hasBlanks()) {
                out.append(BLANK);
            } else if (isTaken(symbol, i)) {
                out.append(escaped(c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /// A token with its white space written as this program writes it.
    public static String withoutSpace(String token) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < token.length(); i++) {
            char c = token.charAt(i);
            out.append(Character.isWhitespace(c) ? escaped(c) : String.valueOf(c));
        }
        return out.toString();
    }

    /// A character that a line cannot hold, as it is written.
    public static String escaped(char c) {
        return "\\x{%x}".formatted((int) c);
    }

    /// Whether the file would read the character otherwise: this program, or one that takes more for white space.
    private boolean isTaken(String symbol, int at) {
        char c = symbol.charAt(at);
        return Character.isISOControl(c)
                || Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || c == BLANK && hasBlanks()
                || symbol.startsWith("\\x{", at)
                || at == 0 && (symbol.equals(BEGIN) || symbol.equals(END));
    }

    /// @throws IllegalArgumentException if an escape names no character
    public String read(String written) {
        if (!own || written.indexOf('\\') < 0 && written.indexOf(BLANK) < 0) {
            return written;
        }
        String symbol = hasBlanks() ? written.replace(BLANK, ' ') : written;
        return ESCAPE.matcher(symbol).replaceAll(found -> Matcher.quoteReplacement(character(found.group(1))));
    }

    private static String character(String hexadecimal) {
        int codePoint = Integer.parseInt(hexadecimal, 16);
        if (!Character.isValidCodePoint(codePoint) || Character.getType(codePoint) == Character.SURROGATE) {
            throw new IllegalArgumentException("\\x{%s} is no character".formatted(hexadecimal));
        }
        return Character.toString(codePoint);
    }
}
