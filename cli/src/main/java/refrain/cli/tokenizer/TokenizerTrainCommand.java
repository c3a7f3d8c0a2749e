package refrain.cli.tokenizer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import refrain.cli.console.Console;
import refrain.cli.options.Advice;
import refrain.cli.options.Place;
import refrain.cli.options.TokenizerOutput;
import refrain.cli.options.Usage;
import refrain.text.BpeTokenizer;
import refrain.text.corpus.Corpus;

@Command(
        name = "train",
        header = "Learn the tokens of a text, by byte-level byte-pair encoding.",
        footer = {"", "Example:", "  refrain tokenizer train book.txt --units bpe:2000 --out tokenizer.json"},
        sortOptions = false)
final class TokenizerTrainCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "TEXT", arity = "1..*", description = "Files and folders of UTF-8 text; .gz is unpacked.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private List<Path> texts;

    @Option(
            names = "--units",
            paramLabel = "bpe:N",
            description = "N tokens, <unk> and 256 bytes included (default: ${DEFAULT-VALUE}).")
    private String units = "bpe:8000";

    @Mixin
    private TokenizerOutput output = new TokenizerOutput();

    TokenizerTrainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        int size = Usage.of(spec, () -> TokenizerOutput.size(units));
        output.requirePlace();
        Place.requireOther(output.file(), texts);
        Corpus corpus = Corpus.of(texts, file -> Place.isOwn(file, output.file()));
        BpeTokenizer tokenizer = BpeTokenizer.train(corpus, size);
        output.write(tokenizer);
        corpus.notices(Advice::of).forEach(console::say);
        console.say(String.format(
                Locale.ROOT,
                "%s: %,d tokens, %,d merges",
                output.file(),
                tokenizer.vocabulary().size(),
                tokenizer.merges()));
        return 0;
    }
}
