package refrain.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import refrain.cli.console.Console;
import refrain.cli.console.JsonLine;
import refrain.cli.options.Advice;
import refrain.cli.options.RunOptions;
import refrain.cli.options.SamplingOptions;
import refrain.cli.options.Usage;
import refrain.generate.Generator;
import refrain.generate.Generator.Continuation;
import refrain.generate.Generator.Request;
import refrain.generate.Sampling;
import refrain.lm.LanguageModel;
import refrain.text.Tokenizer;
import refrain.text.corpus.Corpus;

@Command(
        name = "generate",
        header = "Write text with a model.",
        footer = {"", "Example:", "  refrain generate book.safetensors --prompt \"Once upon\" --temperature 0.8"},
        sortOptions = false)
final class GenerateCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "MODEL", description = "The model file.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path model;

    @Option(
            names = "--prompt",
            paramLabel = "S",
            description = "The text to go on from; - reads it from standard input (default: the start of a text).")
    private String prompt = "";

    @Option(names = "--length", paramLabel = "N", description = "Tokens to write at most (default: ${DEFAULT-VALUE}).")
    private int length = 500;

    @Mixin
    private SamplingOptions options = new SamplingOptions();

    @Option(names = "--seed", paramLabel = "S", description = "Same seed, same text (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(names = "--count", paramLabel = "N", description = "Texts to write (default: ${DEFAULT-VALUE}).")
    private int count = 1;

    @Option(names = "--stop", paramLabel = "S", description = "End a text before this string.")
    private String stop = "";

    @Option(
            names = "--novelty",
            paramLabel = "TEXT",
            description = "Say how much of what is written stands in this text: the longest copy, and the share of"
                    + " n-grams that are new.")
    private @Nullable Path novelty;

    @Mixin
    private RunOptions run = new RunOptions();

    @Option(names = "--json", description = "Print one JSON object with all texts.")
    private boolean json;

    GenerateCommand(Console console) {
        this.console = console;
    }

    /// What the options ask for.
    private record Order(Sampling sampling, List<Request> requests) {}

    @Override
    public Integer call() throws IOException {
        Order order = Usage.of(spec, this::order);
        if (prompt.equals("-")) {
            prompt = Prompt.read(System.in);
            order = Usage.of(spec, this::order);
        }
        Optional<Corpus> known = novelty == null ? Optional.empty() : Optional.of(Corpus.of(novelty));
        LanguageModel source = run.read(spec, model);
        Generator generator = Generator.of(source, order.sampling(), run.threads());
        if (known.isPresent()) {
            known.get().facts(); // what is wrong with it is better known before the work
        }
        List<Continuation> texts = new ArrayList<>();
        for (Request request : order.requests()) {
            texts.add(json ? generator.generate(request, piece -> {}) : write(generator, request));
        }
        warn(texts.getFirst().unknown());
        Optional<NoveltyReport> report = Optional.empty();
        if (known.isPresent()) {
            report = Optional.of(compared(known.get(), source.tokenizer(), texts));
        }
        if (json) {
            console.line(
                    json(texts).put("novelty", report.map(NoveltyReport::json)).toString());
        }
        return 0;
    }

    private NoveltyReport compared(Corpus known, Tokenizer tokenizer, List<Continuation> texts) throws IOException {
        NoveltyReport report = NoveltyReport.of(
                Objects.requireNonNull(novelty),
                known,
                tokenizer,
                texts.stream().map(Continuation::text).toList());
        known.notices(Advice::of).forEach(console::say);
        report.lines().forEach(console::say);
        return report;
    }

    private Order order() {
        if (count < 1) {
            throw new IllegalArgumentException("count is %d; it must be at least 1".formatted(count));
        }
        List<Request> requests = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            requests.add(new Request(prompt, length, stop, seed, number));
        }
        return new Order(options.sampling(count), requests);
    }

    /// Writes one text as it is made; an empty line stands between texts.
    private Continuation write(Generator generator, Request request) throws IOException {
        console.stream(request.number() == 0 ? prompt : "\n" + prompt);
        Continuation text = generator.generate(request, this::stream);
        boolean ended = (prompt + text.text()).endsWith("\n");
        console.stream(ended ? "" : "\n");
        return text;
    }

    private void stream(String piece) {
        try {
            console.stream(piece);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void warn(long unknown) {
        if (unknown > 0) {
            console.say(String.format(
                    Locale.ROOT, "unknown tokens in the prompt: %,d; the model reads them as <unk>", unknown));
        }
    }

    private JsonLine json(List<Continuation> texts) {
        return new JsonLine()
                .put("prompt", prompt)
                .put("seed", seed)
                .put("unknownInPrompt", texts.getFirst().unknown())
                .put("texts", texts.stream().map(GenerateCommand::json).toList());
    }

    private static JsonLine json(Continuation text) {
        return new JsonLine()
                .put("text", text.text())
                .put("tokens", text.tokens())
                .put("logProbability", text.logProbability())
                .put("stopped", text.stopped());
    }
}
