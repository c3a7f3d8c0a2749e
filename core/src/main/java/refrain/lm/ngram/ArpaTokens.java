package refrain.lm.ngram;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import refrain.text.CharTokenizer;
import refrain.text.Tokenizer;
import refrain.text.Vocabulary;
import refrain.text.WordTokenizer;

/// How tokens are written in an ARPA file, whose fields are separated by white space: the boundary token is `</s>`, a
/// blank inside a token is `▁` where tokens may hold one, and what the file has another meaning for is `\x{…}`, its
/// code point in hexadecimal.
/// @param units what a token is: `char` or `word`
/// @param own whether this program wrote the file; tokens of others are words as they are
record ArpaTokens(String units, boolean own) {
    static final String BEGIN = "<s>";
    static final String END = "</s>";

    /// Stands for a blank.
    static final char BLANK = '▁';

    private static final String WORD = "word";
    private static final Pattern ESCAPE = Pattern.compile("\\\\x\\{([0-9a-f]{1,6})}");

    /// Of files of other programs.
    static ArpaTokens foreign() {
        return new ArpaTokens(WORD, false);
    }

    /// @throws IllegalArgumentException if the file cannot name such tokens
    static ArpaTokens of(String units) {
        if (!units.equals(WORD) && !units.equals("char")) {
            throw new IllegalArgumentException("its units are \"%s\"; they must be char or word".formatted(units));
        }
        return new ArpaTokens(units, true);
    }

    /// The comment that says so.
    String comment() {
        return "# refrain units=" + units + (hasBlanks() ? " blank=" + BLANK : "");
    }

    private boolean hasBlanks() {
        return !units.equals(WORD);
    }

    String boundary(boolean hasEnd) {
        return units.equals(WORD) ? Vocabulary.END_OF_LINE : hasEnd ? "\n" : Vocabulary.UNKNOWN;
    }

    Tokenizer tokenizer(Vocabulary vocabulary) {
        return units.equals(WORD) ? WordTokenizer.of(vocabulary) : CharTokenizer.of(vocabulary);
    }

    String write(String symbol) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < symbol.length(); i++) {
            char c = symbol.charAt(i);
            if (c == ' ' && hasBlanks()) {
                out.append(BLANK);
            } else if (isTaken(symbol, i)) {
                out.append("\\x{%x}".formatted((int) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /// Whether the file would read the character otherwise.
    private boolean isTaken(String symbol, int at) {
        char c = symbol.charAt(at);
        return c <= ' '
                || c == 0x7F
                || c == BLANK && hasBlanks()
                || symbol.startsWith("\\x{", at)
                || at == 0 && (symbol.equals(BEGIN) || symbol.equals(END));
    }

    String read(String written) {
        if (!own || written.indexOf('\\') < 0 && written.indexOf(BLANK) < 0) {
            return written;
        }
        String symbol = hasBlanks() ? written.replace(BLANK, ' ') : written;
        return ESCAPE.matcher(symbol).replaceAll(found -> Matcher.quoteReplacement(character(found.group(1))));
    }

    private static String character(String hexadecimal) {
        int codePoint = Integer.parseInt(hexadecimal, 16);
        return Character.isValidCodePoint(codePoint) ? Character.toString(codePoint) : Vocabulary.UNKNOWN;
    }
}
