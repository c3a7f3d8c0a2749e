package refrain.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// The top of the command tree: it does nothing by itself.
@Command(
        name = "refrain",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Version.class,
        header = "Recurrent language models: train, evaluate, score, generate.",
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:success",
            "1:a failure, explained on standard error",
            "2:wrong usage",
            "130:interrupted by Ctrl-C"
        },
        footer = {
            "",
            "Start here:",
            "  refrain demo",
            "  refrain train book.txt --out book.safetensors",
            "  refrain generate book.safetensors --prompt \"Once upon a time\""
        })
final class Refrain implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Print stack traces of failures.")
    private boolean debug;

    boolean debug() {
        return debug;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command is given");
    }

    /// Whether the failing command was asked for stack traces.
    static boolean debug(CommandLine line) {
        return line.getCommandSpec().root().userObject() instanceof Refrain refrain && refrain.debug();
    }
}
