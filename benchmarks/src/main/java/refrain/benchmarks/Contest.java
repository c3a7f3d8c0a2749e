package refrain.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import refrain.benchmarks.measure.Measure;
import refrain.benchmarks.measure.Measurement;
import refrain.benchmarks.report.Result;
import refrain.benchmarks.report.Series;
import refrain.benchmarks.subject.Agreement;
import refrain.benchmarks.subject.Ceiling;
import refrain.benchmarks.subject.Implementation;
import refrain.benchmarks.subject.Subject;
import refrain.benchmarks.work.Task;

/// One task, done by all in turn: every subject has a process of its own, and in each round every one is measured once
/// while the others wait, so that whatever disturbs the machine disturbs all. What the machine allows is
/// measured before and after each.
final class Contest implements AutoCloseable {
    private final Options options;
    private final Task task;
    private final int threads;
    private final List<MeasuredProcess> processes = new ArrayList<>();

    private Contest(Options options, Task task, int threads) {
        this.options = options;
        this.task = task;
        this.threads = threads;
    }

    /// @param classPaths folder of files `IMPLEMENTATION.classpath`
    static Result run(Options options, Path classPaths, Task task, int threads, List<Subject> subjects)
            throws IOException {
        try (Contest contest = new Contest(options, task, threads)) {
            contest.start(classPaths, subjects);
            Map<Subject, double[]> losses = contest.losses();
            contest.warmUp();
            return new Result(task, threads, contest.rounds(), difference(losses));
        }
    }

    private void start(Path classPaths, List<Subject> subjects) throws IOException {
        for (Subject subject : subjects) {
            List<String> arguments =
                    List.of(subject.label(), task.name(), String.valueOf(threads), String.valueOf(options.updates()));
            ProcessBuilder builder = Launch.of(subject, threads).process(classPaths, subject, Measure.class, arguments);
            processes.add(new MeasuredProcess(subject, task, builder.start()));
        }
    }

    /// Losses do not depend on time: all processes prepare at once.
    private Map<Subject, double[]> losses() throws IOException {
        Map<Subject, double[]> losses = new HashMap<>();
        for (MeasuredProcess process : processes) {
            losses.put(process.subject(), process.ready().losses());
        }
        return losses;
    }

    private static Optional<Double> difference(Map<Subject, double[]> losses) {
        double[] ours = losses.getOrDefault(Implementation.REFRAIN, new double[0]);
        double[] theirs = losses.getOrDefault(Implementation.PYTORCH, new double[0]);
        return ours.length == 0 || theirs.length == 0
                ? Optional.empty()
                : Optional.of(Agreement.largestDifference(ours, theirs));
    }

    /// All at once: what needs time is mostly compilation, and what is found does not count.
    private void warmUp() throws IOException {
        for (MeasuredProcess process : processes) {
            process.begin(options.pace(process.subject()).warmUp());
        }
        for (MeasuredProcess process : processes) {
            process.measured();
        }
    }

    private List<Series> rounds() throws IOException {
        SequencedMap<Subject, List<Measurement>> measured = new LinkedHashMap<>();
        SequencedMap<Subject, List<Double>> ceilings = new LinkedHashMap<>();
        for (MeasuredProcess process : processes) {
            measured.put(process.subject(), new ArrayList<>());
            ceilings.put(process.subject(), new ArrayList<>());
        }
        for (int round = 1; round <= options.rounds(); round++) {
            for (MeasuredProcess process : processes) {
                List<Measurement> ours = measured.get(process.subject());
                if (process.subject() instanceof Implementation) {
                    Optional<Double> before = ceiling(measured);
                    ours.add(measure(process));
                    Optional<Double> after = ceiling(measured);
                    before.ifPresent(
                            allowed -> ceilings.get(process.subject()).add((allowed + after.orElseThrow()) / 2));
                    progress(round, process.subject(), ours.getLast());
                } else if (!isCompared(process.subject())) {
                    ours.add(measure(process));
                }
            }
        }
        return measured.entrySet().stream()
                .filter(entry ->
                        !entry.getValue().isEmpty()) // a ceiling stands beside an implementation, or not at all
                .map(entry -> new Series(entry.getKey(), entry.getValue(), ceilings.get(entry.getKey())))
                .toList();
    }

    /// Measures the task's ceiling, if it has one.
    private Optional<Double> ceiling(Map<Subject, List<Measurement>> measured) throws IOException {
        for (MeasuredProcess process : processes) {
            if (isCompared(process.subject())) {
                Measurement measurement = measure(process);
                measured.get(process.subject()).add(measurement);
                return Optional.of(measurement.rate());
            }
        }
        return Optional.empty();
    }

    private boolean isCompared(Subject subject) {
        return Ceiling.of(task.kind()).filter(subject::equals).isPresent();
    }

    private Measurement measure(MeasuredProcess process) throws IOException {
        process.begin(options.pace(process.subject()).seconds());
        return process.measured();
    }

    private void progress(int round, Subject subject, Measurement measurement) {
        if (subject instanceof Implementation) {
            System.err.printf(
                    Locale.ROOT,
                    "%s, %d threads, round %d of %d, %s: %,.0f tokens/s, %d times, loss %.3f%n",
                    task.name(),
                    threads,
                    round,
                    options.rounds(),
                    subject.label(),
                    measurement.rate(),
                    measurement.repetitions(),
                    measurement.loss());
        }
    }

    @Override
    public void close() {
        processes.forEach(MeasuredProcess::close);
    }
}
