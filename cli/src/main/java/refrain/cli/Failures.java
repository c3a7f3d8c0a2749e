package refrain.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;
import refrain.cli.console.CommandLineText;
import refrain.cli.console.Console;
import refrain.cli.options.Advice;
import refrain.refusal.RefusalException;
import refrain.train.DivergenceException;

/// Turns exceptions into a line or two for the person and an exit code. A stack trace is shown with `--debug` only.
final class Failures {
    private final Console console;

    Failures(Console console) {
        this.console = console;
    }

    /// Wrong usage: what is wrong, what may have been meant, where help is.
    int usage(ParameterException e, String[] arguments) {
        CommandLine line = e.getCommandLine();
        console.say("refrain: " + e.getMessage());
        Optional<String> ours = e instanceof UnmatchedArgumentException unknown
                ? Synonyms.of(unknown.getUnmatched(), line.getCommandSpec())
                : Optional.empty();
        if (ours.isPresent()) {
            console.say("  here it is called " + ours.get());
        } else {
            UnmatchedArgumentException.printSuggestions(e, line.getErr());
        }
        Stream<String> command =
                Stream.of(line.getCommandSpec().qualifiedName().split(" ")).skip(1);
        console.say("  try: "
                + CommandLineText.of(Stream.concat(command, Stream.of("--help")).toList()));
        trace(line, e);
        return ExitCode.USAGE;
    }

    /// A command failed.
    int failure(Exception e, CommandLine line, ParseResult parsed) {
        if (!isClosedPipe(e)) {
            console.say("refrain: " + explain(e));
        }
        trace(line, e);
        return ExitCode.SOFTWARE;
    }

    private void trace(CommandLine line, Exception e) {
        if (Refrain.debug(line)) {
            e.printStackTrace(console.err());
        }
    }

    static String explain(Exception e) {
        return switch (unwrapped(e)) {
            case NoSuchFileException missing -> missing.getFile() + ": there is no such file or directory";
            case AccessDeniedException denied -> denied.getFile() + ": permission denied";
            case FileAlreadyExistsException exists -> exists.getFile() + ": it exists already";
            case NotDirectoryException file -> file.getFile() + ": it is not a directory";
            case DirectoryNotEmptyException full -> full.getFile() + ": the directory is not empty";
            case FileSystemException failed ->
                failed.getFile() + ": "
                        + Optional.ofNullable(failed.getReason()).orElse("the file system refused");
            case IOException failed -> message(failed);
            case RefusalException refused -> refused.message(Advice::of);
            case DivergenceException diverged -> message(diverged);
            default -> "a defect in refrain itself, %s; run again with --debug and report the stack trace".formatted(e);
        };
    }

    private static String message(Exception e) {
        return Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
    }

    /// Whether the reader of standard output has gone, as `head` does: nobody wants to hear of it.
    private static boolean isClosedPipe(Exception e) {
        return unwrapped(e) instanceof IOException failed && "Broken pipe".equals(failed.getMessage());
    }

    private static Exception unwrapped(Exception e) {
        return e instanceof UncheckedIOException && e.getCause() instanceof IOException cause ? cause : e;
    }

    static String outOfMemory(long heap) {
        return "refrain: out of memory; the heap may only grow to %,d MiB%n  try: REFRAIN_JAVA_OPTIONS=-Xmx%dm or more, or give less at a time"
                .formatted(heap >> 20, heap >> 19);
    }
}
