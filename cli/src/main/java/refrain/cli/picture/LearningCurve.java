package refrain.cli.picture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import refrain.cli.picture.Series.Mark;
import refrain.cli.picture.Svg.Anchor;
import refrain.cli.picture.Svg.Stroke;
import refrain.cli.picture.Svg.Type;

/// The picture of a training run: loss of the training batches and of the validation text over the tokens read, shaded
/// where over-fitting shows, and below it the learning rate.
public final class LearningCurve {
    private static final int WIDTH = 860;
    private static final int HEIGHT = 580;
    private static final double LEFT = 84;
    private static final double RIGHT = WIDTH - 28;
    private static final Band LOSS = new Band("loss (nats per token)", 76, 366, 6);
    private static final Band RATE = new Band("learning rate", 422, 528, 2);
    private static final int TICKS_X = 8;

    /// Blue and vermilion, which readers with any colour vision tell apart: Okabe and Ito (2008).
    private static final String BLUE = "#0072b2";

    private static final String VERMILION = "#d55e00";
    private static final String GREY = "#595959";
    private static final Type TITLE = new Type(18, "#1a1a1a", true);
    private static final Type NOTE = new Type(13, GREY, false);

    private final String title;
    private final Scale scale;
    private final Series training;
    private final Series validation;
    private final Series rate;
    private final OptionalInt best;
    private final boolean overfitting;

    private LearningCurve(String title, Metrics metrics) {
        this.title = title;
        this.scale = Scale.of(furthest(metrics));
        this.training = series("training", BLUE, Mark.LINE, metrics.training());
        this.validation = series("validation", VERMILION, Mark.LINE_AND_DOTS, metrics.validation());
        this.rate = series("learning rate", GREY, Mark.LINE, metrics.rate());
        this.best = metrics.best();
        this.overfitting = best.isPresent()
                && metrics.turns().contains(metrics.validation().tokens()[best.getAsInt()]);
    }

    /// Draws what a run has recorded.
    ///
    /// @param metrics the run's record, one JSON object a line
    /// @param picture the SVG file to write, replacing an older one
    public static void draw(String title, Path metrics, Path picture) throws IOException {
        Files.writeString(picture, svg(title, Metrics.read(metrics)));
    }

    static String svg(String title, Metrics metrics) {
        return new LearningCurve(title, metrics).svg(furthest(metrics));
    }

    private String svg(double furthest) {
        Svg svg = new Svg(WIDTH, HEIGHT);
        svg.rectangle(0, 0, WIDTH, HEIGHT, "#ffffff");
        svg.text(LEFT, 32, Anchor.START, TITLE, title);
        svg.text(LEFT, 54, Anchor.START, NOTE, summary());
        if (furthest > 0) {
            legend(svg);
            Axis tokens = new Axis(0, furthest / scale.factor(), LEFT, RIGHT);
            Panel losses = LOSS.panel(tokens, List.of(training, validation));
            if (overfitting) {
                losses.shadeFrom(svg, validation.x()[best.getAsInt()], "over-fitting");
            }
            losses.draw(svg, List.of(training, validation));
            best.ifPresent(point -> losses.ring(svg, validation, point));
            Panel rates = RATE.panel(tokens, List.of(rate));
            rates.draw(svg, List.of(rate));
            rates.nameX(svg, "training tokens read" + scale.suffix());
        }
        return svg.document(title);
    }

    /// Where a panel stands, pixels from the top, and about how many ticks it wants.
    private record Band(String name, double top, double bottom, int ticks) {
        Panel panel(Axis x, List<Series> curves) {
            double[] drawn = curves.stream()
                    .map(Series::thinned)
                    .flatMapToDouble(curve -> DoubleStream.of(curve.y()))
                    .toArray();
            double low = DoubleStream.of(drawn).min().orElse(0);
            double high = DoubleStream.of(drawn).max().orElse(1);
            boolean flat = high - low < StrictMath.abs(high) / 1000;
            return new Panel(name, x, Axis.over(flat ? 0 : low, high, ticks, bottom, top), TICKS_X, ticks);
        }
    }

    private void legend(Svg svg) {
        double x = RIGHT;
        for (Series curve : List.of(validation, training)) {
            if (!curve.isEmpty()) {
                svg.text(x - 66, 54, Anchor.START, NOTE, curve.name());
                svg.line(x - 98, 49.5, x - 73, 49.5, new Stroke(curve.colour(), 3));
                x -= 112;
            }
        }
    }

    private String summary() {
        if (best.isEmpty()) {
            return training.isEmpty()
                    ? "nothing is recorded yet"
                    : String.format(Locale.ROOT, "training loss %.4f at the end", training.last());
        }
        double loss = validation.y()[best.getAsInt()];
        double tokens = validation.x()[best.getAsInt()] * scale.factor();
        String format = tokens == 0
                ? "validation loss %.4f, perplexity %,.2f, before training"
                : "best validation loss %.4f, perplexity %,.2f, after %,.0f tokens";
        return String.format(Locale.ROOT, format, loss, StrictMath.exp(loss), tokens);
    }

    private Series series(String name, String colour, Mark mark, Metrics.Curve curve) {
        double[] x = DoubleStream.of(curve.tokens())
                .map(tokens -> tokens / scale.factor())
                .toArray();
        return new Series(name, colour, mark, x, curve.values());
    }

    private static double furthest(Metrics metrics) {
        return Stream.of(metrics.training(), metrics.validation(), metrics.rate())
                .flatMapToDouble(curve -> DoubleStream.of(curve.tokens()))
                .max()
                .orElse(0);
    }
}
