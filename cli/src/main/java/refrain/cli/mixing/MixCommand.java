package refrain.cli.mixing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
import refrain.cli.options.Advice;
import refrain.cli.options.Place;
import refrain.cli.options.RunOptions;
import refrain.cli.options.Usage;
import refrain.kernel.Kernels;
import refrain.lm.LanguageModel;
import refrain.lm.files.Models;
import refrain.lm.mixture.Mixture;
import refrain.lm.mixture.MixtureFile;
import refrain.lm.mixture.MixtureKind;
import refrain.lm.mixture.MixtureTuning;
import refrain.refusal.RefusalException;
import refrain.text.corpus.Corpus;

@Command(
        name = "mix",
        header = "Make one model of several, with weights tuned on held-out text.",
        description = {
            "The models must know the same tokens. The mixture is a small file that names them; eval, score, generate and",
            "describe take it like any model."
        },
        footer = {"", "Example:", "  refrain mix a.safetensors b.safetensors --tune valid.txt --out mix.json"},
        sortOptions = false)
public final class MixCommand implements Callable<Integer> {
    /// Weights below this are printed as 0.
    private static final double USELESS = 5e-5;

    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "MODEL", description = "The model files, two or more.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private List<Path> models;

    @Option(
            names = "--tune",
            required = true,
            paramLabel = "TEXT",
            description = "Text that no model was trained on; a file or folder.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path heldOut;

    @Option(names = "--out", required = true, paramLabel = "MIX.json", description = "The mixture's file.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path out;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            defaultValue = "linear",
            description = "linear: a weighted mean of probabilities; log-linear: a weighted product of them,"
                    + " normalised (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String kind;

    @Mixin
    private RunOptions run = new RunOptions();

    @Option(names = "--overwrite", description = "Replace a file that is there already.")
    private boolean overwrite;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    public MixCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (models.size() < 2) {
            throw new ParameterException(spec.commandLine(), "a mixture is of two models or more; there is one");
        }
        MixtureKind chosen = Usage.of(spec, () -> MixtureKind.parse(kind));
        Kernels kernels = Usage.of(spec, run::kernels);
        int threads = Usage.of(spec, run::threads);
        Usage.of(spec, () -> MixtureFile.requireName(out));
        Place.require(out, overwrite);
        Place.requireOther(out, List.of(heldOut));
        for (Path model : models) {
            MixtureFile.requireModel(out, model);
        }
        Models.heapNeed(models, threads).require("mixing these models");
        List<String> digests = MixtureFile.digests(models);
        List<LanguageModel> members = new ArrayList<>();
        for (Path model : models) {
            members.add(run.read(spec, model));
            if (members.size() > 1) {
                requireAlike(members);
            }
        }
        Corpus corpus = Corpus.of(heldOut);
        try (TemporaryTokens text = TemporaryTokens.of(members.getFirst().tokenizer(), corpus)) {
            corpus.notices(Advice::of).forEach(console::say);
            MixtureTuning tuning;
            try (ReadingLine line = new ReadingLine(console, System::nanoTime)) {
                tuning = MixtureTuning.of(chosen, members, text.tokens(), kernels, threads, line::read);
            }
            Place.requireFree(out, overwrite);
            MixtureFile.write(out, chosen, models, digests, tuning.mixture().weights());
            console.line(json ? json(tuning).toString() : text(tuning));
            useless(tuning).forEach(console::say);
        }
        return 0;
    }

    /// Refuses the last of the models read so far, if the first has another vocabulary.
    private void requireAlike(List<LanguageModel> members) {
        try {
            Mixture.requireAlike(members.getFirst(), members.getLast());
        } catch (RefusalException unlike) {
            throw unlike.at("%s and %s cannot be mixed".formatted(models.getFirst(), models.get(members.size() - 1)));
        }
    }

    private JsonLine json(MixtureTuning tuning) {
        List<JsonLine> each = new ArrayList<>();
        for (int k = 0; k < models.size(); k++) {
            each.add(new JsonLine()
                    .put("model", models.get(k).toString())
                    .put("weight", tuning.mixture().weights()[k])
                    .put("loss", tuning.losses().get(k))
                    .put("perplexity", StrictMath.exp(tuning.losses().get(k))));
        }
        return new JsonLine()
                .put("model", out.toString())
                .put("kind", tuning.mixture().kind().spec())
                .put("tokens", tuning.tokens())
                .put("places", tuning.places())
                .put("loss", tuning.loss())
                .put("perplexity", StrictMath.exp(tuning.loss()))
                .put("members", each);
    }

    private String text(MixtureTuning tuning) {
        StringBuilder table = new StringBuilder("weight  perplexity  model");
        for (int k = 0; k < models.size(); k++) {
            double weight = tuning.mixture().weights()[k];
            table.append(row(
                    String.format(Locale.ROOT, "%.4f", weight), tuning.losses().get(k), models.get(k)));
        }
        return table.append(row("", tuning.loss(), out))
                .append(String.format(
                        Locale.ROOT,
                        "%n%s, tuned on %s%,d tokens of %s",
                        tuning.mixture().kind().spec(),
                        tuning.places() < tuning.tokens() ? "%,d of the ".formatted(tuning.places()) : "",
                        tuning.tokens(),
                        heldOut))
                .toString();
    }

    /// Members that the mixture could do without.
    private List<String> useless(MixtureTuning tuning) {
        List<String> said = new ArrayList<>();
        for (int k = 0; k < models.size(); k++) {
            if (Math.abs(tuning.mixture().weights()[k]) < USELESS) {
                said.add("%s adds nothing: a mixture without it says the same, faster".formatted(models.get(k)));
            }
        }
        return said;
    }

    private static String row(String weight, double loss, Path model) {
        return String.format(Locale.ROOT, "%n%-6s  %,10.3f  %s", weight, StrictMath.exp(loss), model);
    }
}
