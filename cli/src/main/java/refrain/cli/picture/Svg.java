package refrain.cli.picture;

import java.util.Locale;

/// Writes one SVG document. Text is placed by its anchor and measured by whoever shows the picture, so that drawing
/// needs no fonts.
final class Svg {
    private static final String FONT = "system-ui, 'Segoe UI', Helvetica, Arial, sans-serif";

    private final StringBuilder body = new StringBuilder();
    private final int width;
    private final int height;

    Svg(int width, int height) {
        this.width = width;
        this.height = height;
    }

    /// Which point of a text stands at its coordinates.
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    /// A look for text: size in pixels, colour, weight.
    record Type(int size, String colour, boolean bold) {}

    /// A look for lines: colour, width in pixels.
    record Stroke(String colour, double width) {}

    void rectangle(double x, double y, double wide, double high, String fill) {
        add("<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"%s\"/>", x, y, wide, high, fill);
    }

    void line(double x1, double y1, double x2, double y2, Stroke stroke) {
        add("<line x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"%s/>", x1, y1, x2, y2, attributes(stroke));
    }

    void circle(double x, double y, double radius, String fill) {
        add("<circle cx=\"%s\" cy=\"%s\" r=\"%s\" fill=\"%s\" stroke=\"#ffffff\"/>", x, y, radius, fill);
    }

    void ring(double x, double y, double radius, Stroke stroke) {
        add("<circle cx=\"%s\" cy=\"%s\" r=\"%s\" fill=\"none\"%s/>", x, y, radius, attributes(stroke));
    }

    /// @param xs pixels from the left, as many as `ys`
    void polyline(double[] xs, double[] ys, Stroke stroke) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < xs.length; i++) {
            points.append(i == 0 ? "" : " ").append(number(xs[i])).append(',').append(number(ys[i]));
        }
        add("<polyline points=\"%s\" fill=\"none\" stroke-linejoin=\"round\"%s/>", points, attributes(stroke));
    }

    void text(double x, double y, Anchor anchor, Type type, String text) {
        add("<text x=\"%s\" y=\"%s\"%s>%s</text>", x, y, attributes(anchor, type), escaped(text));
    }

    /// Text that reads from bottom to top, centred at its coordinates.
    void textUpwards(double x, double y, Type type, String text) {
        add(
                "<text transform=\"translate(%s %s) rotate(-90)\"%s>%s</text>",
                x, y, attributes(Anchor.MIDDLE, type), escaped(text));
    }

    /// The whole document.
    String document(String title) {
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" font-family="%3$s">
                <title>%4$s</title>
                %5$s</svg>
                """.formatted(width, height, FONT, escaped(title), body);
    }

    private void add(String format, Object... values) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof Double value) {
                values[i] = number(value);
            }
        }
        body.append(format.formatted(values)).append('\n');
    }

    private static String attributes(Stroke stroke) {
        return " stroke=\"%s\" stroke-width=\"%s\"".formatted(stroke.colour(), number(stroke.width()));
    }

    private static String attributes(Anchor anchor, Type type) {
        return " text-anchor=\"%s\" font-size=\"%d\" fill=\"%s\"%s"
                .formatted(
                        anchor.name().toLowerCase(Locale.ROOT),
                        type.size(),
                        type.colour(),
                        type.bold() ? " font-weight=\"600\"" : "");
    }

    /// At most two decimals: a hundredth of a pixel cannot be seen.
    static String number(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        String bare = text.replaceAll("0+$", "").replaceAll("\\.$", "");
        return bare.equals("-0") ? "0" : bare;
    }

    /// Characters that mean something to XML are replaced, characters that XML 1.0 cannot hold are dropped.
    static String escaped(String text) {
        StringBuilder safe = new StringBuilder();
        text.codePoints().filter(Svg::isXml).forEach(c -> {
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                default -> safe.appendCodePoint(c);
            }
        });
        return safe.toString();
    }

    private static boolean isXml(int c) {
        boolean text = c >= ' ' && c < 0xD800 || c >= 0xE000 && c <= 0xFFFD || c > 0xFFFF;
        return text || c == '\t' || c == '\n';
    }
}
