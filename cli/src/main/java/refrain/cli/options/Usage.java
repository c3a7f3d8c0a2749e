package refrain.cli.options;

import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import refrain.refusal.RefusalException;

/// What is wrong with options is found after parsing: by the records that they are made into.
public final class Usage {
    private Usage() {}

    /// What `options` makes; a value it refuses is wrong usage of the command.
    public static <T> T of(CommandSpec command, Supplier<T> options) {
        try {
            return options.get();
        } catch (IllegalArgumentException refused) {
            throw new ParameterException(command.commandLine(), refused.getMessage(), refused);
        }
    }

    /// What `options` make of a text or a model; that they do not fit it is no wrong usage by itself.
    /// @throws RefusalException if they do not
    public static <T> T fitting(Supplier<T> options) {
        try {
            return options.get();
        } catch (IllegalArgumentException refused) {
            throw RefusalException.of(refused);
        }
    }

    /// Checks; what it refuses is wrong usage of the command.
    public static void of(CommandSpec command, Runnable check) {
        of(command, () -> {
            check.run();
            return command;
        });
    }
}
