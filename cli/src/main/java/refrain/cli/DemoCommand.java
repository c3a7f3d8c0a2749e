package refrain.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "demo", header = "Train on a sample for about 90 seconds, and write text with the model.", footer = {"", "Example:", "  refrain demo"}, sortOptions = false)
final class DemoCommand implements Callable<Integer> {
    private final Console console;
    private final Interruption interruption;


    DemoCommand(Console console, Interruption interruption) {
        this.console = console;
        this.interruption = interruption;
    }

    @Override
    public Integer call() throws IOException {
        return 0;
    }
}
