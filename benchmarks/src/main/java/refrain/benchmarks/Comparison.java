package refrain.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import refrain.benchmarks.report.Json;
import refrain.benchmarks.report.Result;
import refrain.benchmarks.report.ScalingTable;
import refrain.benchmarks.report.SpeedTable;
import refrain.benchmarks.subject.Ceiling;
import refrain.benchmarks.subject.Implementation;
import refrain.benchmarks.subject.Subject;
import refrain.benchmarks.work.Task;

/// The implementations' speed, task by task: beside the ceilings of the machine, or on more and more threads.
final class Comparison {
    private final Options options;
    private final Launcher launcher;
    private final boolean scaling;

    Comparison(Options options, Launcher launcher) {
        this.options = options;
        this.launcher = launcher;
        scaling = options.report() == Options.Report.SCALING;
    }

    void print() throws IOException {
        if (options.json()) {
            System.out.println(json(results()));
            return;
        }
        System.out.println(title());
        if (scaling) {
            printScaling();
        } else {
            printSpeed();
        }
    }

    private void printSpeed() throws IOException {
        SpeedTable table = new SpeedTable();
        for (Task task : options.tasks()) {
            System.out.println(table.lines(result(task)));
        }
        System.out.println("\n" + SpeedTable.LEGEND);
    }

    private void printScaling() throws IOException {
        System.out.println(ScalingTable.header());
        for (Task task : options.tasks()) {
            System.out.println(ScalingTable.lines(scaled(task)));
        }
    }

    /// How it is measured and how each implementation is started.
    String title() {
        StringBuilder title = new StringBuilder(String.format(
                Locale.ROOT,
                "threads: %s; %d rounds of %s s after %s s%s%n",
                scaling ? threads() : options.threads(),
                options.rounds(),
                options.pace().seconds(),
                options.pace().warmUp(),
                options.busy() ? ", beside a process that occupies a core" : ""));
        for (Implementation implementation : implementations()) {
            title.append("%s: %s%n".formatted(implementation.label(), line(implementation)));
        }
        return title.toString();
    }

    /// One object.
    String json(List<Result> results) {
        return Json.object(json -> {
            json.writeNumberProperty("rounds", options.rounds());
            json.writeNumberProperty("seconds", options.pace().seconds());
            json.writeBooleanProperty("busy", options.busy());
            for (Implementation implementation : implementations()) {
                json.writeStringProperty(implementation.label(), line(implementation));
            }
            json.writeArrayPropertyStart("results");
            results.forEach(result -> result.write(json));
            json.writeEndArray();
        });
    }

    private String line(Implementation implementation) {
        String line = launcher.line(implementation, options.threads());
        return scaling ? line.replaceAll("(num_threads|OMP_NUM_THREADS)=\\d+", "$1=THREADS") : line;
    }

    private List<Result> results() throws IOException {
        List<Result> results = new ArrayList<>();
        for (Task task : options.tasks()) {
            if (scaling) {
                results.addAll(scaled(task));
            } else {
                results.add(result(task));
            }
        }
        return results;
    }

    private Result result(Task task) throws IOException {
        List<Subject> subjects = Stream.<Subject>concat(implementations().stream(), Arrays.stream(Ceiling.values()))
                .filter(subject -> subject.offers(task))
                .toList();
        return Contest.run(options, launcher, task, options.threads(), subjects);
    }

    private List<Result> scaled(Task task) throws IOException {
        List<Result> results = new ArrayList<>();
        List<Subject> subjects = List.copyOf(implementations());
        for (int threads : threads()) {
            results.add(Contest.run(options.withUpdates(0), launcher, task, threads, subjects));
        }
        return results;
    }

    private static List<Integer> threads() {
        return ScalingTable.threads(Runtime.getRuntime().availableProcessors());
    }

    /// Deeplearning4j does not take a number of threads for all it does.
    private List<Implementation> implementations() {
        return options.implementations().stream()
                .filter(implementation -> !scaling || implementation != Implementation.DEEPLEARNING4J)
                .toList();
    }
}
