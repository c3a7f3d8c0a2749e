package refrain.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import refrain.benchmarks.measure.Measure;
import refrain.benchmarks.measure.Measurement;
import refrain.benchmarks.report.Result;
import refrain.benchmarks.report.Series;
import refrain.benchmarks.subject.Agreement;
import refrain.benchmarks.subject.Ceiling;
import refrain.benchmarks.subject.Implementation;
import refrain.benchmarks.subject.Subject;
import refrain.benchmarks.work.Task;

/// One task, done by all in turn: every subject has a process of its own, and in each round every one is measured
/// once while the others wait, so that whatever disturbs the machine disturbs all. What the machine allows is
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

    static Result run(Options options, Launcher launcher, Task task, int threads, List<Subject> subjects)
            throws IOException {
        try (Contest contest = new Contest(options, task, threads)) {
            contest.start(launcher, subjects);
            Map<Subject, double[]> losses = contest.losses();
            contest.warmUp();
            contest.rounds();
            return new Result(task, threads, contest.series(), difference(losses));
        }
    }

    private void start(Launcher launcher, List<Subject> subjects) throws IOException {
        for (Subject subject : subjects) {
            Subject there = subject == Implementation.BEFORE ? Implementation.REFRAIN : subject;
            List<String> arguments =
                    List.of(there.label(), task.name(), String.valueOf(threads), String.valueOf(options.updates()));
            Process process = launcher.process(subject, threads, Measure.class, arguments)
                    .redirectErrorStream(true)
                    .start();
            processes.add(new MeasuredProcess(subject, task, process));
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
        double[] theirs =
                losses.getOrDefault(Implementation.PYTORCH, losses.getOrDefault(Implementation.BEFORE, new double[0]));
        return ours.length == 0 || theirs.length == 0
                ? Optional.empty()
                : Optional.of(Agreement.largestDifference(ours, theirs));
    }

    /// All at once: what needs time is mostly compilation.
    private void warmUp() throws IOException {
        for (MeasuredProcess process : processes) {
            process.beginWarmUp(options.pace(process.subject()).warmUp());
        }
        for (MeasuredProcess process : processes) {
            process.endWarmUp();
        }
    }

    private void rounds() throws IOException {
        for (int round = 1; round <= options.rounds(); round++) {
            for (MeasuredProcess process : processes) {
                if (process.subject() instanceof Implementation) {
                    progress(round, process.subject(), measureBesideCeiling(process));
                } else if (!isCompared(process)) {
                    measure(process);
                }
            }
        }
    }

    /// With the task's ceiling, if it has one, before and after.
    private Measurement measureBesideCeiling(MeasuredProcess process) throws IOException {
        Optional<MeasuredProcess> ceiling =
                processes.stream().filter(this::isCompared).findFirst();
        if (ceiling.isEmpty()) {
            return measure(process);
        }
        double before = measure(ceiling.get()).rate();
        Measurement measurement = measure(process);
        double after = measure(ceiling.get()).rate();
        process.allow((before + after) / 2);
        return measurement;
    }

    private boolean isCompared(MeasuredProcess process) {
        return Ceiling.of(task.kind()).filter(process.subject()::equals).isPresent();
    }

    private Measurement measure(MeasuredProcess process) throws IOException {
        return process.measure(options.pace(process.subject()).seconds());
    }

    private void progress(int round, Subject subject, Measurement measurement) {
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

    private List<Series> series() {
        return processes.stream()
                .map(MeasuredProcess::series)
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public void close() {
        processes.forEach(MeasuredProcess::close);
    }
}
