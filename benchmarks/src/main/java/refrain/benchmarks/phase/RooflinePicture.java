package refrain.benchmarks.phase;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;

/// Phases under the roof that the machine sets: speed over arithmetic intensity, both logarithmic. Labels stand in a
/// column beside the plot, joined to their points, so that none lies on another.
/// @see <a href="https://doi.org/10.1145/1498765.1498785">Williams, Waterman and Patterson (2009)</a>, rooflines
final class RooflinePicture {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 560;
    private static final double LEFT = 64;
    private static final double RIGHT = 640;
    private static final double TOP = 100;
    private static final double BOTTOM = 500;
    private static final double LABELS = RIGHT + 34;

    /// From one label to the next, a little more than a line of text is high.
    private static final double LABEL_HEIGHT = 18;

    private final Svg svg;
    private final List<Finding> products;
    private final Ceilings ceilings;
    private final LogAxis x;
    private final LogAxis y;

    private RooflinePicture(Svg svg, List<Finding> products) {
        this.svg = svg;
        this.products = products;
        ceilings = products.getFirst().ceilings();
        x = LogAxis.over(
                DoubleStream.concat(
                        products.stream().mapToDouble(finding -> finding.cost().intensity()),
                        ceilings.read().values().stream().mapToDouble(read -> ceilings.peak() / read)),
                LEFT,
                RIGHT);
        y = LogAxis.over(
                DoubleStream.concat(
                        products.stream().mapToDouble(Finding::gigaflops),
                        DoubleStream.of(ceilings.multiplyAdd(), ceilings.product(), ceilings.multiplyAdd() / 4)),
                BOTTOM,
                TOP);
    }

    /// A document of its own.
    /// @throws IllegalArgumentException if no phase with a product was found
    static String svg(String task, int threads, List<Finding> findings) {
        List<Finding> products = findings.stream()
                .filter(finding -> finding.isCosted() && finding.cost().isProduct())
                .sorted(Comparator.comparingDouble(Finding::gigaflops).reversed())
                .toList();
        if (products.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s: no phase with a product was sampled; measure for more --seconds".formatted(task));
        }
        String title = "%s: phases of a training step, threads: %d".formatted(task, threads);
        Svg svg = new Svg(title, WIDTH, HEIGHT);
        svg.text("title", LEFT, 32, title);
        RooflinePicture picture = new RooflinePicture(svg, products);
        picture.axes();
        picture.roofs();
        picture.points();
        return svg.document();
    }

    private void axes() {
        for (double tick : x.ticks()) {
            svg.line("grid", x.pixel(tick), TOP, x.pixel(tick), BOTTOM);
            svg.text("middle", x.pixel(tick), BOTTOM + 20, label(tick));
        }
        for (double tick : y.ticks()) {
            svg.line("grid", LEFT, y.pixel(tick), RIGHT, y.pixel(tick));
            svg.text("end", LEFT - 8, y.pixel(tick) + 4, label(tick));
        }
        svg.line("axis", LEFT, BOTTOM, RIGHT, BOTTOM);
        svg.line("axis", LEFT, TOP, LEFT, BOTTOM);
        svg.text("middle", (LEFT + RIGHT) / 2, BOTTOM + 42, "flop/byte");
        svg.text("end", LEFT - 8, TOP - 12, "Gflop/s");
        svg.text("start", LABELS, TOP - 12, "Gflop/s");
    }

    private void roofs() {
        Comparator<Map.Entry<Long, Double>> bySpeed = Map.Entry.comparingByValue();
        Map.Entry<Long, Double> near =
                ceilings.read().entrySet().stream().max(bySpeed).orElseThrow();
        Map.Entry<Long, Double> far =
                ceilings.read().entrySet().stream().min(bySpeed).orElseThrow();
        flat("multiply-add", 0, ceilings.multiplyAdd(), near.getValue());
        flat("product", 1, ceilings.product(), near.getValue());
        slope("near", 2, near);
        slope("far", 3, far);
    }

    private void flat(String kind, int place, double gigaflops, double bandwidth) {
        double from = Math.max(LEFT, x.pixel(Math.max(x.low(), gigaflops / bandwidth)));
        svg.line(kind, from, y.pixel(gigaflops), RIGHT, y.pixel(gigaflops));
        legend(kind, place, "%s %.0f Gflop/s", kind, gigaflops);
    }

    /// From where it enters the plot, at the left or below, to the roof.
    private void slope(String kind, int place, Map.Entry<Long, Double> read) {
        double bandwidth = read.getValue();
        double first = Math.max(x.low(), y.low() / bandwidth);
        double last = ceilings.peak() / bandwidth;
        svg.line(kind, x.pixel(first), y.pixel(first * bandwidth), x.pixel(last), y.pixel(ceilings.peak()));
        legend(kind, place, "read %s: %.0f GB/s", Cost.size(read.getKey()), bandwidth);
    }

    /// Two lines of two.
    private void legend(String kind, int place, String format, Object... values) {
        double at = LEFT + place / 2 * 290;
        double line = 56 + place % 2 * 20;
        svg.line(kind, at, line - 4, at + 30, line - 4);
        svg.text("start", at + 38, line, String.format(Locale.ROOT, format, values));
    }

    private void points() {
        double[] rows = spread(products.stream()
                .mapToDouble(finding -> y.pixel(finding.gigaflops()))
                .toArray());
        for (int i = 0; i < rows.length; i++) {
            Finding finding = products.get(i);
            double px = x.pixel(finding.cost().intensity());
            double py = y.pixel(finding.gigaflops());
            svg.line("leader", px, py, LABELS - 6, rows[i]);
            svg.point(px, py);
            String format = "%.0f  %s";
            String label = String.format(
                    Locale.ROOT, format, finding.gigaflops(), finding.phase().label());
            svg.text("start", LABELS, rows[i] + 4, label);
        }
    }

    /// Ascending places near the wanted ones, which ascend: each is pushed below its predecessor, or up where there is
    /// no room.
    static double[] spread(double[] wanted) {
        double[] places = wanted.clone();
        for (int i = 0; i < places.length; i++) {
            places[i] = Math.max(places[i], i == 0 ? TOP : places[i - 1] + LABEL_HEIGHT);
        }
        double end = BOTTOM;
        for (int i = places.length - 1; i >= 0; i--) {
            places[i] = Math.min(places[i], end);
            end = places[i] - LABEL_HEIGHT;
        }
        return places;
    }

    private static String label(double tick) {
        return String.format(Locale.ROOT, tick < 1 ? "%.1f" : "%.0f", tick);
    }
}
