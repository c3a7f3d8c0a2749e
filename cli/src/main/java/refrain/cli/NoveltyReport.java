package refrain.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import refrain.cli.console.JsonLine;
import refrain.cli.console.Visible;
import refrain.eval.novelty.Novelty;
import refrain.eval.novelty.NoveltyMeter;
import refrain.text.CharTokenizer;
import refrain.text.Tokenizer;
import refrain.text.corpus.Corpus;

/// Says how much of generated texts stands in a training text.
record NoveltyReport(Path training, Novelty novelty) {
    /// Lengths of n-grams that are counted.
    private static final int[] ORDERS = {1, 2, 3, 4, 5, 6, 7, 8};

    /// Of characters the same and longer ones: eight of them are a word or two.
    private static final int[] ORDERS_OF_CHARACTERS = {1, 2, 3, 4, 5, 6, 7, 8, 16, 32, 64};

    /// Characters of a run that are shown on the screen; [#json()] has it whole.
    private static final int SHOWN = 60;

    /// Reads the training text.
    static NoveltyReport of(Path training, Corpus text, Tokenizer tokenizer, List<String> generated)
            throws IOException {
        int[] orders = tokenizer instanceof CharTokenizer ? ORDERS_OF_CHARACTERS : ORDERS;
        return new NoveltyReport(training, NoveltyMeter.of(tokenizer, generated).against(text, orders));
    }

    List<String> lines() {
        if (novelty.tokens() == 0) {
            return List.of("novelty   no token was generated; there is nothing to look for in " + training);
        }
        List<String> lines = new ArrayList<>();
        lines.add(novelty.longest()
                .map(NoveltyReport::line)
                .orElse("novelty   no token of the text is in %s".formatted(training)));
        lines.add("          novel of 1, 2, … tokens in a row: "
                + novelty.orders().stream()
                        .filter(order -> order.count() > 0)
                        .map(order -> String.format(Locale.ROOT, "%d: %.1f %%", order.n(), 100 * order.share()))
                        .collect(Collectors.joining(", ")));
        return lines;
    }

    private static String line(Novelty.Run run) {
        return String.format(
                Locale.ROOT,
                "novelty   the longest copy has %,d tokens, %,d characters, from %s: \"%s\"",
                run.tokens(),
                run.characters(),
                run.place(),
                Visible.symbol(shortened(run.excerpt())));
    }

    private static String shortened(String text) {
        int length = text.codePointCount(0, text.length());
        if (length <= SHOWN) {
            return text;
        }
        int half = SHOWN / 2;
        return text.substring(0, text.offsetByCodePoints(0, half)) + " … "
                + text.substring(text.offsetByCodePoints(text.length(), -half));
    }

    JsonLine json() {
        return new JsonLine()
                .put("training", training.toString())
                .put("tokens", novelty.tokens())
                .put("longest", novelty.longest().map(NoveltyReport::json))
                .put(
                        "ngrams",
                        novelty.orders().stream()
                                .filter(order -> order.count() > 0)
                                .map(NoveltyReport::json)
                                .toList());
    }

    private static JsonLine json(Novelty.Run run) {
        return new JsonLine()
                .put("tokens", run.tokens())
                .put("characters", run.characters())
                .put("place", run.place())
                .put("textNumber", run.text())
                .put("text", run.excerpt());
    }

    private static JsonLine json(Novelty.Order order) {
        return new JsonLine()
                .put("n", order.n())
                .put("count", order.count())
                .put("novel", order.novel())
                .put("share", order.share());
    }
}
