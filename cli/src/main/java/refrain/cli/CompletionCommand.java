package refrain.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import refrain.cli.console.Console;

@Command(
        name = "completion",
        header = "Print a completion script for bash and zsh.",
        footer = {"", "Example, for the running shell:", "  source <(refrain completion)"})
final class CompletionCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    CompletionCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        console.line(AutoComplete.bash("refrain", spec.root().commandLine()));
        return 0;
    }
}
