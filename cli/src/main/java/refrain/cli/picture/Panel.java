package refrain.cli.picture;

import java.util.List;
import refrain.cli.picture.Svg.Anchor;
import refrain.cli.picture.Svg.Stroke;
import refrain.cli.picture.Svg.Type;

/// One plot: frame, light grid, ticks, axis names and curves.
record Panel(String name, Axis x, Axis y, int ticksX, int ticksY) {
    private static final Stroke GRID = new Stroke("#e6e6e6", 1);
    private static final Stroke FRAME = new Stroke("#8c8c8c", 1);
    private static final Type TICK = new Type(12, "#595959", false);
    private static final Type NAME = new Type(13, "#262626", false);
    private static final int ROOM_FOR_NUMBERS = 56;
    private static final String SHADE = "#fbeee6";

    void draw(Svg svg, List<Series> curves) {
        grid(svg);
        curves.stream().filter(curve -> !curve.isEmpty()).forEach(curve -> draw(svg, curve));
    }

    /// Shades what lies beyond a value of x, for the curves to be drawn over, and says what it is.
    void shadeFrom(Svg svg, double value, String text) {
        double from = x.pixel(value);
        svg.rectangle(from, y.to(), x.to() - from, y.from() - y.to(), SHADE);
        svg.text(x.to() - 6, y.to() + 16, Anchor.END, TICK, text);
    }

    private void grid(Svg svg) {
        double stepX = Axis.step(x.high() - x.low(), ticksX);
        for (double tick : x.ticks(ticksX)) {
            double at = x.pixel(tick);
            svg.line(at, y.from(), at, y.to(), GRID);
            svg.text(at, y.from() + 18, Anchor.MIDDLE, TICK, Axis.label(tick, stepX));
        }
        double stepY = Axis.step(y.high() - y.low(), ticksY);
        for (double tick : y.ticks(ticksY)) {
            double at = y.pixel(tick);
            svg.line(x.from(), at, x.to(), at, GRID);
            svg.text(x.from() - 8, at + 4, Anchor.END, TICK, Axis.label(tick, stepY));
        }
        svg.line(x.from(), y.from(), x.to(), y.from(), FRAME);
        svg.line(x.from(), y.from(), x.from(), y.to(), FRAME);
        svg.textUpwards(x.from() - ROOM_FOR_NUMBERS, (y.from() + y.to()) / 2, NAME, name);
    }

    private void draw(Svg svg, Series whole) {
        Series curve = whole.thinned();
        double[] xs = pixels(x, curve.x());
        double[] ys = pixels(y, curve.y());
        svg.polyline(xs, ys, new Stroke(curve.colour(), 1.75));
        if (curve.mark() == Series.Mark.LINE_AND_DOTS || xs.length == 1) {
            for (int i = 0; i < xs.length && xs.length <= 60; i++) {
                svg.circle(xs[i], ys[i], 3, curve.colour());
            }
        }
    }

    /// A ring around a point of a curve.
    void ring(Svg svg, Series curve, int point) {
        Stroke stroke = new Stroke(curve.colour(), 1.75);
        svg.ring(x.pixel(curve.x()[point]), y.pixel(curve.y()[point]), 6.5, stroke);
    }

    /// Names the horizontal axis, below the tick labels.
    void nameX(Svg svg, String text) {
        svg.text((x.from() + x.to()) / 2, y.from() + 40, Anchor.MIDDLE, NAME, text);
    }

    private static double[] pixels(Axis axis, double[] values) {
        double[] pixels = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            pixels[i] = axis.pixel(values[i]);
        }
        return pixels;
    }
}
