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
import refrain.cli.console.CommandLineText;
import refrain.cli.console.Console;
import refrain.cli.console.Interruption;
import refrain.cli.options.RunOptions;
import refrain.cli.options.Usage;
import refrain.generate.Generator;
import refrain.generate.Sampling;
import refrain.lm.LanguageModel;
import refrain.nn.ModelConfig;
import refrain.refusal.RefusalException;
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
            if (Files.notExists(text)) {
                requireNone(lock.files());
            }
            Sample.copyTo(text);
            train(lock, text, limits);
        }
        return 0;
    }

    /// Refuses a model that no demo has left: one leaves its text, too.
    private static void requireNone(RunFiles files) {
        for (Path file : List.of(files.model(), files.checkpoint(), files.metrics(), files.picture())) {
            if (Files.exists(file)) {
                throw new RefusalException(
                        "%s: no demo has left it%n".formatted(file) + "  move it away, or choose another --folder");
            }
        }
    }

    private void train(RunLock lock, Path text, Limits limits) throws IOException {
        RunFiles files = lock.files();
        Corpus.Parts parts = Corpus.of(text).split(VALIDATION);
        Tokenizer tokenizer = CharTokenizer.train(parts.training(), Vocabulary.Limits.NONE);
        try (EncodedTexts texts = EncodedTexts.of(tokenizer, parts, lock, interruption)) {
            TrainingJob job = job(files, texts, limits);
            job.announce(texts, List.of("embedding", "layers"));
            report(job.run(lock, texts, interruption), files);
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

    private void report(Result result, RunFiles files) throws IOException {
        console.say(Conclusion.ending(result));
        if (result.ending() == Ending.STOPPED) {
            console.say("the demo starts over each time; a training of yours goes on with --resume");
            return;
        }
        result.firstValidationLoss().ifPresent(loss -> say("perplexity before training", loss));
        result.bestValidationLoss().ifPresent(loss -> say("perplexity after training", loss));
        console.say("\nThe model writes:\n");
        write(run.read(spec, files.model()));
        console.say(next(files));
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

    private static String next(RunFiles files) {
        String model = files.model().toString();
        return """

                What to do next:
                  %s
                  %s
                  %s
                  %s
                The learning curve is in %s.""".formatted(
                        CommandLineText.of(List.of("generate", model, "--prompt", "To be", "--temperature", "0.7")),
                        CommandLineText.of(List.of("describe", model)),
                        CommandLineText.of(List.of("eval", model, "OTHER-TEXT.txt")),
                        CommandLineText.of(List.of("train", "YOUR-TEXT.txt", "--out", "my.safetensors")),
                        files.picture());
    }
}
