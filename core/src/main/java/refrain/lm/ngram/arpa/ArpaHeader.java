package refrain.lm.ngram.arpa;

import java.io.IOException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What stands before the n-grams of an ARPA file.
///
/// @param counts how many n-grams of each order it announces
public record ArpaHeader(ArpaTokens tokens, int[] counts) {
    private static final Pattern OWN = Pattern.compile(ArpaTokens.UNITS + "(\\S+)( .*)?");
    private static final Pattern COUNT = Pattern.compile("ngram\\s+(\\d{1,3})\\s*=\\s*(\\d{1,18})");

    /// Reads up to the line `\1-grams:`, on which the lines then stand.
    /// @param fileSize in bytes: what it announces must fit in
    /// @param maxOrder of the longest n-grams that are read here
    public static ArpaHeader read(ArpaLines lines, long fileSize, int maxOrder) throws IOException {
        ArpaTokens tokens = tokens(lines);
        int[] counts = new int[0];
        while (lines.advance()) {
            String line = lines.text();
            if (line.startsWith("\\") && counts.length > 0) {
                return new ArpaHeader(tokens, counts);
            }
            if (!line.isEmpty()) {
                if (counts.length == maxOrder) {
                    throw lines.unexpected("at most %d orders".formatted(maxOrder));
                }
                counts = Arrays.copyOf(counts, counts.length + 1);
                counts[counts.length - 1] = count(lines, line, counts.length, fileSize);
            }
        }
        throw lines.unexpected("\\1-grams:");
    }

    /// Reads up to `\data\`; before it may stand anything.
    private static ArpaTokens tokens(ArpaLines lines) throws IOException {
        String units = "";
        StringBuilder tokenizer = new StringBuilder();
        while (lines.advance()) {
            String line = lines.text();
            Matcher own = OWN.matcher(line);
            if (line.equals("\\data\\")) {
                return units.isEmpty() ? ArpaTokens.foreign() : own(units, tokenizer.toString(), lines);
            }
            if (own.matches()) {
                units = own.group(1);
            } else if (line.startsWith(ArpaTokens.TOKENIZER)) {
                tokenizer.append(line, ArpaTokens.TOKENIZER.length(), line.length());
            }
        }
        throw lines.unexpected("\\data\\");
    }

    private static ArpaTokens own(String units, String tokenizer, ArpaLines lines) throws IOException {
        try {
            return new ArpaTokens(ArpaUnits.parse(units, tokenizer), true);
        } catch (IllegalArgumentException wrong) {
            throw lines.error(String.valueOf(wrong.getMessage()), "comments as refrain writes them, or none");
        }
    }

    private static int count(ArpaLines lines, String line, int order, long fileSize) throws IOException {
        Matcher count = COUNT.matcher(line);
        if (!count.matches() || Integer.parseInt(count.group(1)) != order) {
            throw lines.unexpected("ngram %d=COUNT".formatted(order));
        }
        long announced = Long.parseLong(count.group(2));
        long most =
                Math.min(Integer.MAX_VALUE / 2, fileSize / (2 * order + 1)); // a number, tokens, what separates them
        if (announced > most) {
            throw lines.error(
                    "%,d %d-grams are announced".formatted(announced, order),
                    "at most the %,d that fit in a file of %,d bytes".formatted(most, fileSize));
        }
        return (int) announced;
    }
}
