package refrain.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import refrain.cli.console.Console;
import refrain.cli.console.JsonLine;
import refrain.cli.console.Visible;
import refrain.cli.options.Advice;
import refrain.cli.options.RunOptions;
import refrain.eval.Context;
import refrain.eval.Evaluator;
import refrain.eval.TokenScore;
import refrain.lm.LanguageModel;
import refrain.text.Vocabulary;
import refrain.text.corpus.Corpus;

@Command(
        name = "score",
        header = "Print the natural-log probability of each token of a text.",
        description = "Columns: token, log-probability, position from 0; a newline is shown as \\n.",
        footer = {"", "Example:", "  refrain score book.safetensors lines.txt --json"},
        sortOptions = false)
final class ScoreCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "MODEL", description = "The model file.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path model;

    @Parameters(index = "1", paramLabel = "TEXT", description = "A file or folder of UTF-8 text; .gz is unpacked.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path text;

    @Option(names = "--reset-lines", description = "Forget what was read at the end of each line.")
    private boolean resetLines;

    @Mixin
    private RunOptions run = new RunOptions();

    @Option(names = "--json", description = "Print one JSON object a token.")
    private boolean json;

    ScoreCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        LanguageModel languageModel = run.read(spec, model);
        Corpus corpus = Corpus.of(text);
        Context context = resetLines ? Context.EACH_LINE : Context.CARRIED;
        Vocabulary vocabulary = languageModel.vocabulary();
        Evaluator.of(languageModel, context).evaluate(corpus, score -> print(score, vocabulary));
        corpus.notices(Advice::of).forEach(console::say);
        console.flush();
        return 0;
    }

    private void print(TokenScore score, Vocabulary vocabulary) {
        String symbol = vocabulary.symbol(score.token());
        String line = json ? json(score, symbol).toString() : columns(score, symbol);
        try {
            console.write(line);
            console.write("\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonLine json(TokenScore score, String symbol) {
        return new JsonLine()
                .put("token", symbol)
                .put("logProbability", score.logProbability())
                .put("position", score.position())
                .put("line", score.line());
    }

    private static String columns(TokenScore score, String symbol) {
        return String.format(
                Locale.ROOT, "%s\t%.6f\t%d", Visible.symbol(symbol), score.logProbability(), score.position());
    }
}
