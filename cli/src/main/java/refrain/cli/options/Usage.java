package refrain.cli.options;

import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// Wrong usage found after parsing: by the records that options are made into.
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

    /// Checks; what it refuses is wrong usage of the command.
    public static void of(CommandSpec command, Runnable check) {
        of(command, () -> {
            check.run();
            return command;
        });
    }
}
