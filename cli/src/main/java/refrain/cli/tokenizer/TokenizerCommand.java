package refrain.cli.tokenizer;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import refrain.cli.console.Console;

@Command(
        name = "tokenizer",
        header = "Learn subwords, and turn text into tokens and back.",
        description = "Files are tokenizer.json of the Hugging Face tokenizers library, which encodes alike.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  refrain tokenizer train book.txt --units bpe:2000 --out tokenizer.json",
            "  refrain train book.txt --tokenizer tokenizer.json --out book.safetensors"
        })
public final class TokenizerCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private TokenizerCommand() {}

    /// The command with its own.
    public static CommandLine line(Console console) {
        return new CommandLine(new TokenizerCommand())
                .addSubcommand(new TokenizerTrainCommand(console))
                .addSubcommand(new TokenizerExportCommand(console))
                .addSubcommand(new TokenizerEncodeCommand(console))
                .addSubcommand(new TokenizerDecodeCommand(console))
                .addSubcommand(new CommandLine.HelpCommand());
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command is given");
    }
}
