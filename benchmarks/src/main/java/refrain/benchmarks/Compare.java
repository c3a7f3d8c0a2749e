package refrain.benchmarks;

import java.io.IOException;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import refrain.benchmarks.measure.Occupy;
import refrain.benchmarks.phase.Phases;
import refrain.benchmarks.report.Result;
import refrain.benchmarks.report.ScalingTable;
import refrain.benchmarks.report.SpeedTable;
import refrain.benchmarks.subject.Ceiling;
import refrain.benchmarks.subject.Implementation;
import refrain.benchmarks.subject.Subject;
import refrain.benchmarks.work.Task;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Compares speed, task by task, and prints what it finds.
public final class Compare {
    /// Load average of a machine above which a comparison says little.
    private static final double QUIET = 1;

    private final Options options;
    private final Path classPaths;

    private Compare(Options options, Path classPaths) {
        this.options = options;
        this.classPaths = classPaths;
    }

    /// @param args the folder of class paths, or nothing where options are to be read and no more; then
    ///     [options][Options#USAGE]
    public static void main(String[] args) throws IOException, InterruptedException {
        List<String> rest = List.of(args).subList(1, args.length);
        if (rest.contains("--help")) {
            System.out.println(Options.USAGE);
            return;
        }
        Options options = options(rest);
        if (args[0].isEmpty()) {
            return;
        }
        Compare compare = new Compare(options, Path.of(args[0]));
        warnIfBusy();
        compare.run();
    }

    private static Options options(List<String> args) {
        try {
            return OptionReader.read(args.toArray(String[]::new));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            throw e;
        }
    }

    private static void warnIfBusy() {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        if (load > QUIET) {
            System.err.printf(
                    Locale.ROOT,
                    "the load average is %.2f: other programs are running, and implementations suffer unequally by"
                            + " them%n",
                    load);
        }
    }

    private void run() throws IOException, InterruptedException {
        if (!options.busy()) {
            report();
            return;
        }
        Process occupying = Launch.of(Ceiling.READ, 1)
                .process(classPaths, Ceiling.READ, Occupy.class, List.of())
                .start();
        try {
            report();
        } finally {
            occupying.destroy();
        }
    }

    private void report() throws IOException, InterruptedException {
        if (options.report() == Options.Report.PHASES) {
            phases();
        } else if (options.json()) {
            json();
        } else if (options.report() == Options.Report.SCALING) {
            title();
            scaling();
        } else {
            title();
            speed();
        }
    }

    private void title() {
        System.out.printf(
                Locale.ROOT,
                "threads: %s; %d rounds of %s s after %s s%s%n",
                options.report() == Options.Report.SCALING ? threads().toString() : String.valueOf(options.threads()),
                options.rounds(),
                options.pace().seconds(),
                options.pace().warmUp(),
                options.busy() ? ", beside a process that occupies a core" : "");
        for (Implementation implementation : implementations()) {
            System.out.printf("%s: %s%n", implementation.label(), launch(implementation));
        }
        System.out.println();
    }

    private void speed() throws IOException {
        SpeedTable table = new SpeedTable();
        for (Task task : options.tasks()) {
            System.out.println(table.lines(result(task)));
        }
        System.out.println("\n" + SpeedTable.LEGEND);
    }

    private void scaling() throws IOException {
        System.out.println(ScalingTable.header());
        for (Task task : options.tasks()) {
            System.out.println(ScalingTable.lines(scaled(task)));
        }
    }

    private void json() throws IOException {
        List<Result> results = new ArrayList<>();
        for (Task task : options.tasks()) {
            if (options.report() == Options.Report.SCALING) {
                results.addAll(scaled(task));
            } else {
                results.add(result(task));
            }
        }
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            write(json, results);
        }
        System.out.println(text);
    }

    private void write(JsonGenerator json, List<Result> results) {
        json.writeStartObject();
        json.writeNumberProperty("rounds", options.rounds());
        json.writeNumberProperty("seconds", options.pace().seconds());
        json.writeBooleanProperty("busy", options.busy());
        for (Implementation implementation : implementations()) {
            json.writeStringProperty(implementation.label(), launch(implementation));
        }
        json.writeArrayPropertyStart("results");
        results.forEach(result -> result.write(json));
        json.writeEndArray();
        json.writeEndObject();
    }

    private String launch(Implementation implementation) {
        String line = Launch.of(implementation, options.threads()).toString();
        return options.report() == Options.Report.SCALING
                ? line.replaceAll("(num_threads|OMP_NUM_THREADS)=\\d+", "$1=THREADS")
                : line;
    }

    private Result result(Task task) throws IOException {
        List<Subject> subjects = Stream.<Subject>concat(implementations().stream(), Arrays.stream(Ceiling.values()))
                .filter(subject -> subject.offers(task))
                .toList();
        return Contest.run(options, classPaths, task, options.threads(), subjects);
    }

    private List<Result> scaled(Task task) throws IOException {
        List<Result> results = new ArrayList<>();
        List<Subject> subjects = List.copyOf(implementations());
        for (int threads : threads()) {
            results.add(Contest.run(options.withUpdates(0), classPaths, task, threads, subjects));
        }
        return results;
    }

    private static List<Integer> threads() {
        return ScalingTable.threads(Runtime.getRuntime().availableProcessors());
    }

    /// Deeplearning4j does not take a number of threads for all it does.
    private List<Implementation> implementations() {
        return options.implementations().stream()
                .filter(implementation ->
                        options.report() != Options.Report.SCALING || implementation != Implementation.DEEPLEARNING4J)
                .toList();
    }

    private void phases() throws IOException, InterruptedException {
        List<String> found = new ArrayList<>();
        for (Task task : options.tasks()) {
            String text = phases(task);
            found.add(text);
            if (!options.json()) {
                System.out.println(task.name() + "\n" + text);
            }
        }
        if (options.json()) {
            System.out.println("{\"phases\":[" + String.join(",", found) + "]}");
        }
    }

    /// What the process says that is sampled.
    private String phases(Task task) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(
                task.name(),
                String.valueOf(options.threads()),
                String.valueOf(options.pace().warmUp()),
                String.valueOf(options.pace().seconds()),
                options.json() ? "json" : "table"));
        options.svg().ifPresent(file -> arguments.add(file.toString()));
        Process process = Launch.of(Implementation.REFRAIN, options.threads())
                .process(classPaths, Implementation.REFRAIN, Phases.class, arguments)
                .redirectErrorStream(false)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        if (code != 0) {
            System.out.println(text.strip());
            throw new IOException("%s ended with %d".formatted(task.name(), code));
        }
        return text.strip();
    }
}
