package refrain.cli.console;

/// Symbols as they can be seen in a column of a table.
public final class Visible {
    private Visible() {}

    /// A newline as `\n`, a tab as `\t`, other control characters by their number; all else as it is.
    public static String symbol(String symbol) {
        StringBuilder visible = new StringBuilder();
        symbol.codePoints().forEach(c -> {
            switch (c) {
                case '\n' -> visible.append("\\n");
                case '\t' -> visible.append("\\t");
                case '\r' -> visible.append("\\r");
                case '\\' -> visible.append("\\\\");
                default -> append(visible, c);
            }
        });
        return visible.toString();
    }

    private static void append(StringBuilder visible, int c) {
        if (Character.isISOControl(c)) {
            visible.append("\\u%04x".formatted(c));
        } else {
            visible.appendCodePoint(c);
        }
    }
}
