package refrain.benchmarks.phase;

import java.util.Locale;

/// The text of a picture. Colours are classes, so that the reader's light or dark scheme chooses them; the font is the
/// reader's, too.
final class Svg {
    /// Blue and vermilion, which readers with any colour vision tell apart: Okabe and Ito (2008), lighter on dark.
    private static final String STYLE = """
        <style>
        text{font-family:sans-serif;font-size:13px;fill:#1a1a1a}
        .title{font-size:18px;font-weight:bold}
        .end{text-anchor:end} .middle{text-anchor:middle}
        .paper{fill:#ffffff} .grid{stroke:#dddddd} .axis,.leader{stroke:#8c8c8c}
        .multiply-add,.product{stroke:#d55e00;stroke-width:2} .near,.far{stroke:#0072b2;stroke-width:2}
        .product,.far{stroke-dasharray:7 4} .point{fill:#1a1a1a}
        @media (prefers-color-scheme:dark){
        text,.point{fill:#e6e6e6} .paper{fill:#161616} .grid{stroke:#333333}
        .multiply-add,.product{stroke:#ff8f40} .near,.far{stroke:#56b4e9}
        }
        </style>
        """;

    private final StringBuilder text = new StringBuilder();

    Svg(String title, int width, int height) {
        text.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\">%n"
                .formatted(width, height));
        text.append("<title>%s</title>%n%s".formatted(escaped(title), STYLE));
        text.append("<rect class=\"paper\" width=\"%d\" height=\"%d\"/>%n".formatted(width, height));
    }

    void text(String kind, double x, double y, String content) {
        add("<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>", kind, x, y, escaped(content));
    }

    void line(String kind, double x1, double y1, double x2, double y2) {
        add("<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>", kind, x1, y1, x2, y2);
    }

    void point(double x, double y) {
        add("<circle class=\"point\" cx=\"%.1f\" cy=\"%.1f\" r=\"4\"/>", x, y);
    }

    String document() {
        return text + "</svg>\n";
    }

    private void add(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private static String escaped(String content) {
        return content.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
