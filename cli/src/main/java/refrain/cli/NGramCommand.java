package refrain.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import refrain.cli.console.Console;
import refrain.cli.console.JsonLine;
import refrain.cli.options.Advice;
import refrain.cli.options.Place;
import refrain.cli.options.TextOptions;
import refrain.cli.options.Usage;
import refrain.eval.Evaluation;
import refrain.eval.Evaluator;
import refrain.lm.ngram.ArpaFile;
import refrain.lm.ngram.Discounts;
import refrain.lm.ngram.KneserNey;
import refrain.text.Tokenizer;
import refrain.text.corpus.Corpus;

@Command(
        name = "ngram",
        header = "Estimate an n-gram model of text.",
        description = {
            "Interpolated modified Kneser-Ney smoothing; nothing is pruned. Writes an ARPA file, which eval, score and",
            "generate read, and other programs too. Each line is read by itself, after <s>; of pieces a line ends where a",
            "newline is a piece of its own."
        },
        footer = {"", "Example:", "  refrain ngram book.txt --units word --order 3 --out book.arpa"},
        sortOptions = false)
final class NGramCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--out", paramLabel = "MODEL.arpa", required = true, description = "The model file to write.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path out;

    @Option(
            names = "--order",
            paramLabel = "N",
            required = true,
            description =
                    "Tokens of the longest n-grams, the predicted one included; 1 to " + KneserNey.MAX_ORDER + ".")
    private int order;

    @Mixin
    private TextOptions texts = new TextOptions();

    @Option(names = "--overwrite", description = "Replace a model that is there already.")
    private boolean overwrite;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    NGramCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Usage.of(spec, this::check);
        Place.require(out, overwrite);
        Corpus training = texts.training(this::isOwn);
        Optional<Corpus> validation = texts.validation(this::isOwn);
        if (validation.isPresent()) {
            validation.get().facts(); // what is wrong with it is better known before the work
        }
        Tokenizer tokenizer = texts.tokenizer(training);
        KneserNey.Estimate estimate = KneserNey.estimate(tokenizer, training, order);
        Place.requireFree(out, overwrite);
        ArpaFile.write(out, estimate.model());
        training.notices(Advice::of).forEach(console::say);
        describe(estimate);
        Optional<Evaluation> evaluation = evaluation(estimate, validation);
        console.say("wrote " + out);
        if (json) {
            console.line(json(estimate, evaluation).toString());
        } else if (evaluation.isPresent()) {
            console.line(EvalCommand.text(evaluation.get()));
        }
        return 0;
    }

    private boolean isOwn(Path file) {
        return Place.isOwn(file, out);
    }

    private static Optional<Evaluation> evaluation(KneserNey.Estimate estimate, Optional<Corpus> validation)
            throws IOException {
        if (validation.isEmpty()) {
            return Optional.empty();
        }
        Evaluator evaluator = Evaluator.of(estimate.model(), EvalCommand.context(estimate.model()));
        return Optional.of(evaluator.evaluate(validation.get()));
    }

    private boolean check() {
        texts.check();
        texts.requireOther(this::isOwn);
        KneserNey.requireOrder(order);
        if (!out.toString().endsWith(ArpaFile.SUFFIX)) {
            throw new IllegalArgumentException(
                    "--out is \"%s\"; its name must end with %s".formatted(out, ArpaFile.SUFFIX));
        }
        return true;
    }

    private void describe(KneserNey.Estimate estimate) {
        say(
                "%,d tokens (%s), vocabulary %,d",
                estimate.tokens(),
                estimate.model().tokenizer().units(),
                estimate.model().vocabulary().size());
        for (int n = 1; n <= order; n++) {
            Discounts d = estimate.discounts().get(n - 1);
            say(
                    "%2d-grams %,12d   discounts %.5f %.5f %.5f%s",
                    n,
                    estimate.model().count(n),
                    d.one(),
                    d.two(),
                    d.more(),
                    d.substituted() ? " (the counts give none; these stand in their place)" : "");
        }
    }

    private void say(String format, Object... values) {
        console.say(String.format(Locale.ROOT, format, values));
    }

    private JsonLine json(KneserNey.Estimate estimate, Optional<Evaluation> evaluation) {
        List<JsonLine> orders = new ArrayList<>();
        for (int n = 1; n <= order; n++) {
            Discounts d = estimate.discounts().get(n - 1);
            orders.add(new JsonLine()
                    .put("order", n)
                    .put("ngrams", estimate.model().count(n))
                    .put("discounts", List.of(d.one(), d.two(), d.more()))
                    .put("substituted", d.substituted()));
        }
        return new JsonLine()
                .put("model", out.toString())
                .put("tokens", estimate.tokens())
                .put("vocabulary", estimate.model().vocabulary().size())
                .put("orders", orders)
                .put("validationLoss", evaluation.map(Evaluation::loss))
                .put("perplexity", evaluation.map(Evaluation::perplexity));
    }
}
