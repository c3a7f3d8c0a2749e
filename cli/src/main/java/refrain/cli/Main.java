package refrain.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import picocli.CommandLine;
import refrain.cli.console.Console;
import refrain.cli.console.Interruption;
import refrain.cli.console.Terminal;
import refrain.cli.mixing.MixCommand;
import refrain.cli.mixing.TuneAdaptCommand;
import refrain.cli.options.Numbers;
import refrain.cli.tokenizer.TokenizerCommand;
import refrain.cli.training.DemoCommand;
import refrain.cli.training.TrainCommand;

/// Starts the `refrain` command.
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws IOException {
        Console console = new Console(
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                Terminal.onStandardError(System.getenv()));
        if (arguments.length == 1 && arguments[0].equals("--version")) { // at once: picocli takes 0.2 s to load
            console.line(Version.line());
            return;
        }
        System.exit(run(console, arguments)); // after an interrupt this waits for the process to end
    }

    /// Runs one command.
    ///
    /// @return 0 on success, 1 on a failure that is explained, 2 on wrong usage
    static int run(Console console, String... arguments) {
        try (Interruption interruption = new Interruption()) {
            return commandLine(console, interruption).execute(arguments);
        } catch (OutOfMemoryError tooLittle) {
            String message = String.valueOf(tooLittle.getMessage());
            console.say(
                    message.contains("native thread")
                            ? "refrain: the system grants no more threads; give fewer with --threads"
                            : Failures.outOfMemory(Runtime.getRuntime().maxMemory()));
            return CommandLine.ExitCode.SOFTWARE;
        } catch (InternalError lost) {
            console.say("refrain: a file that was being read has been cut short by someone else: " + lost.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    static CommandLine commandLine(Console console, Interruption interruption) {
        CommandLine line = new CommandLine(new Refrain())
                .addSubcommand(new TrainCommand(console, interruption))
                .addSubcommand(new NGramCommand(console))
                .addSubcommand(new EvalCommand(console))
                .addSubcommand(new ScoreCommand(console))
                .addSubcommand(new GenerateCommand(console))
                .addSubcommand(new DescribeCommand(console))
                .addSubcommand(new MixCommand(console))
                .addSubcommand(new TuneAdaptCommand(console))
                .addSubcommand(TokenizerCommand.line(console))
                .addSubcommand(new DemoCommand(console, interruption))
                .addSubcommand(new CompletionCommand(console))
                .addSubcommand(new CommandLine.HelpCommand());
        Numbers.readBy(line);
        Failures failures = new Failures(console);
        return HelpLayout.of(line)
                .setOut(console.outWriter())
                .setErr(console.errWriter())
                .setAbbreviatedOptionsAllowed(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(failures::usage)
                .setExecutionExceptionHandler(failures::failure);
    }
}
