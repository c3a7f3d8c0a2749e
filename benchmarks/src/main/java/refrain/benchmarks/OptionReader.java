package refrain.benchmarks;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import refrain.benchmarks.subject.Implementation;
import refrain.benchmarks.work.Task;

/// Reads [Options] from a command line.
final class OptionReader {
    /// Enough rounds for a median that one disturbed round cannot move.
    private static final int ROUNDS = 5;

    /// A JVM's compiler and PyTorch's allocator are settled by then, on the smallest workload too.
    private static final double WARM_UP = 15;

    private static final double SECONDS = 10;

    /// Enough for a wrong gradient to show in the losses.
    private static final int UPDATES = 20;

    private static final String QUICK = "--quick";

    /// Those whose code is compiled within a short warm-up, so that a look does not mislead.
    private static final List<String> QUICK_TASKS =
            List.of("word-small", "word-medium", "char", "generate-char", "generate-word-medium");

    private static final int QUICK_ROUNDS = 3;
    private static final double QUICK_WARM_UP = 6;
    private static final double QUICK_SECONDS = 0.5;
    private static final int QUICK_UPDATES = 2;

    private final Queue<String> args;
    private final List<Task> tasks = new ArrayList<>();
    private final List<Implementation> implementations = new ArrayList<>();
    private List<Task> usualTasks = Task.all();
    private List<Implementation> usual = Implementation.libraries();
    private int rounds = ROUNDS;
    private double warmUp = WARM_UP;
    private double seconds = SECONDS;
    private int threads = Runtime.getRuntime().availableProcessors();
    private int updates = UPDATES;
    private Options.Report report = Options.Report.SPEED;
    private boolean busy;
    private boolean json;
    private Optional<Path> svg = Optional.empty();
    private Optional<Path> against = Optional.empty();

    private OptionReader(Queue<String> args) {
        this.args = args;
    }

    /// @throws IllegalArgumentException with what to write instead
    static Options read(String... args) {
        OptionReader reader = new OptionReader(new ArrayDeque<>(Arrays.asList(args)));
        if (Arrays.asList(args).contains(QUICK)) {
            reader.quick(); // before what is given beside it, wherever that stands
        }
        while (!reader.args.isEmpty()) {
            reader.next();
        }
        return reader.options();
    }

    private void next() {
        String option = args.remove();
        switch (option) {
            case "--only" -> tasks.add(Task.named(value(option)));
            case "--with" ->
                implementations.add(Implementation.labelled(value(option).toLowerCase(Locale.ROOT)));
            case "--against" -> against(Path.of(value(option)));
            case "--rounds" -> rounds = whole(option);
            case "--warm-up" -> warmUp = number(option);
            case "--seconds" -> seconds = number(option);
            case "--threads" -> threads = whole(option);
            case "--updates" -> updates = whole(option);
            case "--svg" -> svg = Optional.of(Path.of(value(option)));
            default -> flag(option);
        }
    }

    private void against(Path folder) {
        if (against.isPresent()) {
            throw refused("--against is given twice; this build is compared with one other");
        }
        against = Optional.of(folder);
    }

    private void flag(String option) {
        switch (option) {
            case QUICK -> {}
            case "--scaling" -> report = Options.Report.SCALING;
            case "--busy" -> busy = true;
            case "--json" -> json = true;
            case "--phases" -> {
                report = Options.Report.PHASES;
                tasks.add(Task.named(value(option)));
            }
            default -> throw refused("unknown option " + option);
        }
    }

    private void quick() {
        usual = List.of(Implementation.REFRAIN, Implementation.PYTORCH);
        usualTasks = QUICK_TASKS.stream().map(Task::named).toList();
        rounds = QUICK_ROUNDS;
        warmUp = QUICK_WARM_UP;
        seconds = QUICK_SECONDS;
        updates = QUICK_UPDATES;
    }

    private double number(String option) {
        String text = value(option);
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw refused("%s needs a number, not \"%s\"".formatted(option, text), e);
        }
    }

    private int whole(String option) {
        double number = number(option);
        if (number != Math.rint(number) || number != (int) number) {
            throw refused("%s needs a whole number, not %s".formatted(option, number));
        }
        return (int) number;
    }

    private String value(String option) {
        try {
            return args.remove();
        } catch (NoSuchElementException e) {
            throw refused(option + " needs a value", e);
        }
    }

    private static IllegalArgumentException refused(String why) {
        return new IllegalArgumentException("%s%n%s".formatted(why, Options.USAGE));
    }

    private static IllegalArgumentException refused(String why, Throwable cause) {
        return new IllegalArgumentException("%s%n%s".formatted(why, Options.USAGE), cause);
    }

    private Options options() {
        return new Options(
                tasks.isEmpty() ? usualTasks : tasks,
                implementations(),
                rounds,
                new Options.Pace(warmUp, seconds),
                threads,
                updates,
                report,
                busy,
                json,
                svg,
                against);
    }

    private List<Implementation> implementations() {
        if (against.isEmpty()) {
            return implementations.isEmpty() ? usual : implementations;
        }
        if (!implementations.isEmpty()) {
            throw refused("--against compares two builds of Refrain; leave --with out");
        }
        return List.of(Implementation.REFRAIN, Implementation.BEFORE);
    }
}
