package refrain.benchmarks.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Lines of columns as wide as their headings or wider; a line can be printed before the next is known.
public final class Table {
    private final List<String> headings;

    /// @param headings padded to the width of their columns, with blanks on the side where cells are filled up
    public Table(String... headings) {
        this.headings = List.of(headings);
    }

    public String header() {
        return String.join("  ", headings).stripTrailing();
    }

    public String line(String... cells) {
        if (cells.length != headings.size()) {
            throw new IllegalArgumentException("%d cells in %d columns".formatted(cells.length, headings.size()));
        }
        return IntStream.range(0, cells.length)
                .mapToObj(i -> padded(cells[i], headings.get(i)))
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }

    private static String padded(String cell, String heading) {
        String blanks = " ".repeat(Math.max(0, heading.length() - cell.length()));
        return heading.startsWith(" ") ? blanks + cell : cell + blanks;
    }

    /// A number of tokens or bytes.
    public static String whole(double number) {
        return String.format(Locale.ROOT, "%,.0f", number);
    }

    static String range(double least, double most) {
        return String.format(Locale.ROOT, "(%,.0f-%,.0f)", least, most);
    }

    /// With `digits` digits after the point.
    public static String decimal(double number, int digits) {
        return String.format(Locale.ROOT, "%,." + digits + "f", number);
    }

    /// A number far below 1.
    static String difference(double number) {
        return String.format(Locale.ROOT, "%.1e", number);
    }

    public static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }
}
