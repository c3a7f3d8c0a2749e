package refrain.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import refrain.cli.console.Console;
import refrain.cli.console.JsonLine;
import refrain.cli.console.ReadingLine;
import refrain.cli.mixing.AdaptOptions;
import refrain.cli.options.Advice;
import refrain.cli.options.RunOptions;
import refrain.cli.options.Usage;
import refrain.eval.Context;
import refrain.eval.Evaluation;
import refrain.eval.Evaluator;
import refrain.lm.LanguageModel;
import refrain.lm.Reading;
import refrain.lm.mixture.Mixture;
import refrain.lm.ngram.NGramModel;
import refrain.text.corpus.Corpus;

@Command(
        name = "eval",
        header = "Say how well a model predicts text.",
        description = {
            "Every token counts, line ends included. Symbols that the model does not know are read and scored as <unk>;",
            "how many there were and the loss without them are printed too."
        },
        footer = {"", "Example:", "  refrain eval book.safetensors other.txt --json"},
        sortOptions = false)
final class EvalCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "MODEL", description = "The model file.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path model;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "TEXT",
            description = "Files and folders of UTF-8 text; .gz is unpacked.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private List<Path> texts;

    @Option(names = "--reset-lines", description = "Forget what was read at the end of each line.")
    private boolean resetLines;

    @Mixin
    private AdaptOptions adapt = new AdaptOptions();

    @Mixin
    private RunOptions run = new RunOptions();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    EvalCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (resetLines && adapt.isWanted()) {
            throw new ParameterException(
                    spec.commandLine(), "--reset-lines forgets at each line what the model adapts to; leave one out");
        }
        LanguageModel languageModel = run.read(spec, model);
        Corpus corpus = Corpus.of(texts);
        Context context = resetLines ? Context.EACH_LINE : context(languageModel);
        int threads = Usage.of(spec, run::threads);
        Optional<AdaptOptions.Adapting> adapting = adapt.reading(spec, languageModel, threads);
        Evaluation evaluation = adapting.isPresent()
                ? evaluate(adapting.get(), context, corpus)
                : evaluate(Evaluator.of(languageModel, context), corpus);
        corpus.notices(Advice::of).forEach(console::say);
        console.line(json ? json(evaluation, adapting).toString() : text(evaluation, adapting));
        return 0;
    }

    /// What the model remembers by itself at the start of a line: of a mixture, what any member does.
    static Context context(LanguageModel model) {
        boolean alone = switch (model) {
            case NGramModel ngram -> ngram.readsLinesAlone();
            case Mixture mixture -> mixture.members().stream().allMatch(member -> context(member) == Context.EACH_LINE);
            default -> false;
        };
        return alone ? Context.EACH_LINE : Context.CARRIED;
    }

    private Evaluation evaluate(AdaptOptions.Adapting adapting, Context context, Corpus corpus) throws IOException {
        try (Reading reading = adapting.reading()) {
            return adapting.requireFinite(evaluate(Evaluator.of(reading, context), corpus));
        }
    }

    private Evaluation evaluate(Evaluator evaluator, Corpus corpus) throws IOException {
        try (ReadingLine line = new ReadingLine(console, System::nanoTime)) {
            return evaluator.evaluate(corpus, score -> line.read(1));
        }
    }

    private static JsonLine json(Evaluation evaluation, Optional<AdaptOptions.Adapting> adapting) {
        JsonLine line = json(evaluation);
        adapting.ifPresent(how -> line.put("adaptation", how.json()));
        return line;
    }

    private static String text(Evaluation evaluation, Optional<AdaptOptions.Adapting> adapting) {
        return text(evaluation)
                + adapting.map(how -> "%n".formatted() + how.text()).orElse("");
    }

    static JsonLine json(Evaluation evaluation) {
        return new JsonLine()
                .put("tokens", evaluation.tokens())
                .put("loss", evaluation.loss())
                .put("perplexity", evaluation.perplexity())
                .put("bitsPerToken", evaluation.bitsPerToken())
                .put("bitsPerCharacter", evaluation.bitsPerCharacter())
                .put("characters", evaluation.characters())
                .put("oov", evaluation.unknown())
                .put("oovRate", evaluation.unknownRate())
                .put("lossWithoutOov", evaluation.lossOfKnown())
                .put("perplexityWithoutOov", evaluation.perplexityOfKnown())
                .put("context", name(evaluation.context()));
    }

    static String text(Evaluation evaluation) {
        String format = """
                loss                  %.4f nats a token
                perplexity            %,.3f
                bits per token        %.4f
                bits per character    %.4f%s
                tokens                %,d (%,d characters)
                unknown               %,d tokens, %.2f %%, scored as <unk>
                loss without unknown  %.4f nats a token, perplexity %,.3f
                context               %s""";
        return String.format(
                Locale.ROOT,
                format,
                evaluation.loss(),
                evaluation.perplexity(),
                evaluation.bitsPerToken(),
                evaluation.bitsPerCharacter(),
                evaluation.unknown() > 0 ? ", <unk> standing for whole unknown symbols: do not compare" : "",
                evaluation.tokens(),
                evaluation.characters(),
                evaluation.unknown(),
                100 * evaluation.unknownRate(),
                evaluation.lossOfKnown(),
                evaluation.perplexityOfKnown(),
                name(evaluation.context()));
    }

    private static String name(Context context) {
        return switch (context) {
            case CARRIED -> "carried across lines";
            case EACH_LINE -> "reset at each line";
        };
    }
}
