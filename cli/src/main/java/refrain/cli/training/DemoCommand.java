package refrain.cli.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import refrain.cli.console.Interruption;
import refrain.cli.options.RunOptions;
import refrain.cli.options.Usage;
import refrain.generate.Generator;
import refrain.generate.Sampling;
import refrain.lm.LanguageModel;
import refrain.nn.ModelConfig;
import refrain.text.CharTokenizer;
import refrain.text.Tokenizer;
import refrain.text.Vocabulary;
import refrain.text.corpus.Corpus;
import refrain.train.Ending;
import refrain.train.Existing;
import refrain.train.Result;
import refrain.train.RunFiles;
import refrain.train.RunLock;
import refrain.train.config.Limits;
import refrain.train.config.TrainingConfig;

@Command(
        name = "demo",
        header = "Train on three plays of Shakespeare for about 90 seconds, and write text with the model.",
        description = "Works in the folder refrain-demo, which it makes here; an older demo in it is replaced.",
        footer = {"", "Example:", "  refrain demo"},
        sortOptions = false)
public final class DemoCommand implements Callable<Integer> {
    private static final double VALIDATION = 0.1;
    private static final int LETTERS = 400;

    private final Console console;
    private final Interruption interruption;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--minutes", paramLabel = "M", description = "How long to train (default: ${DEFAULT-VALUE}).")
    private double minutes = 1.5;

    @Option(names = "--folder", paramLabel = "FOLDER", description = "Where to work (default: ${DEFAULT-VALUE}).")
    private Path folder = Path.of("refrain-demo");

    @Mixin
    private RunOptions run = new RunOptions();

    public DemoCommand(Console console, Interruption interruption) {
        this.console = console;
        this.interruption = interruption;
    }

    @Override
    public Integer call() throws IOException {
        Limits limits = Usage.of(
                spec,
                () -> TrainingConfig.DEFAULT.withLimits(Limits.minutes(minutes)).limits());
        Usage.of(spec, run::threads);
        Usage.of(spec, run::kernels);
        Files.createDirectories(folder);
        try (RunLock lock = RunLock.of(new RunFiles(folder.resolve("demo.safetensors")))) {
            interruption.closes(lock::close);
            Path text = folder.resolve("shakespeare.txt");
            Sample.copyTo(text);
            train(lock, text, limits);
        }
        return 0;
    }

    private void train(RunLock lock, Path text, Limits limits) throws IOException {
        RunFiles files = lock.files();
        Corpus.Parts parts = Corpus.of(text).split(VALIDATION);
        Tokenizer tokenizer = CharTokenizer.train(parts.training(), Vocabulary.Limits.NONE);
        try (EncodedTexts texts = EncodedTexts.of(tokenizer, parts, files, interruption)) {
            TrainingJob job = job(files, texts, limits);
            job.announce(texts, List.of("embedding", "layers"));
            report(job.run(lock, texts, interruption), files, text);
        }
    }

    private TrainingJob job(RunFiles files, EncodedTexts texts, Limits limits) {
        int vocabulary = texts.tokenizer().vocabulary().size();
        Defaults defaults = Defaults.of(texts.training().size(), vocabulary);
        ModelConfig model = new ModelConfig(vocabulary, defaults.input(), defaults.layers());
        TrainingConfig limited = defaults.training().withLimits(limits);
        TrainingConfig config = limited.withSchedule(defaults.schedule(limited));
        return new TrainingJob(
                console, files, model, config, Optional.empty(), Existing.OVERWRITE, run.threads(), run.kernels());
    }

    private void report(Result result, RunFiles files, Path text) throws IOException {
        console.say(Conclusion.ending(result));
        if (result.ending() == Ending.STOPPED) {
            console.say("the demo starts over each time; a training of yours goes on with --resume");
            return;
        }
        result.firstValidationLoss().ifPresent(loss -> say("perplexity before training", loss));
        result.bestValidationLoss().ifPresent(loss -> say("perplexity after training", loss));
        console.say("\nThe model writes:\n");
        write(run.read(spec, files.model()));
        console.say(next(files, text));
    }

    private void say(String when, double loss) {
        console.say(String.format(Locale.ROOT, "%-26s %8.2f", when, StrictMath.exp(loss)));
    }

    private void write(LanguageModel model) throws IOException {
        Generator generator = Generator.of(model, Sampling.DEFAULT.withTemperature(0.8f));
        generator.generate(new Generator.Request("\n", LETTERS, "", 1, 0), piece -> {
            try {
                console.stream(piece);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        console.line("");
    }

    private static String next(RunFiles files, Path text) {
        return """

                What to do next:
                  refrain generate %1$s --prompt "To be" --temperature 0.7
                  refrain eval %1$s %2$s
                  refrain describe %1$s
                  refrain train YOUR-TEXT.txt --out my.safetensors
                The learning curve is in %3$s.""".formatted(files.model(), text, files.picture());
    }
}
