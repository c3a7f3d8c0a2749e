package refrain.benchmarks.phase;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import refrain.benchmarks.measure.Laps;
import refrain.benchmarks.subject.Implementation;
import refrain.benchmarks.work.Task;
import refrain.benchmarks.work.Work;

/// Where Refrain's time goes: the JVM's flight recorder looks at the running threads at regular intervals. The ceilings
/// are measured afterwards in the same process, when nothing they run can change how Refrain's code is compiled.
public final class Phases {
    private static final Duration PERIOD = Duration.ofMillis(5);

    private final Task task;
    private final int threads;
    private final Samples samples;
    private final double secondsPerUpdate;

    private Phases(Task task, int threads, Samples samples, double secondsPerUpdate) {
        this.task = task;
        this.threads = threads;
        this.samples = samples;
        this.secondsPerUpdate = secondsPerUpdate;
    }

    /// @param args task, threads, seconds of warm-up, seconds, `table` or `json`, and if wanted the file of a picture
    public static void main(String[] args) throws IOException {
        Task task = Task.named(args[0]);
        int threads = Integer.parseInt(args[1]);
        Phases phases = sampled(task, threads, Double.parseDouble(args[2]), Double.parseDouble(args[3]));
        PhaseReport report = phases.report();
        System.out.println(args[4].equals("json") ? report.json() : report.text());
        if (args.length > 5) {
            Files.writeString(Path.of(args[5]), RooflinePicture.svg(task.name(), threads, report.findings()));
        }
    }

    private static Phases sampled(Task task, int threads, double warmUp, double seconds) throws IOException {
        Path file = Files.createTempFile("refrain-phases", ".jfr");
        try (Work work = Implementation.REFRAIN.open(task, threads)) {
            Laps.of(work, warmUp);
            double each = record(work, seconds, file);
            return new Phases(task, threads, Samples.of(RecordingFile.readAllEvents(file)), each);
        } finally {
            Files.delete(file);
        }
    }

    /// Seconds of each repetition, which threads are sampled in.
    private static double record(Work work, double seconds, Path file) throws IOException {
        try (Recording recording = new Recording()) {
            recording.enable(Samples.EVENT).withPeriod(PERIOD);
            recording.start();
            Laps laps = Laps.of(work, seconds);
            recording.stop();
            recording.dump(file);
            return laps.seconds() / laps.count();
        }
    }

    private PhaseReport report() {
        List<Finding> findings = task.kind() == Task.Kind.TRAIN ? findings() : List.of();
        return new PhaseReport(task, threads, secondsPerUpdate, findings, samples);
    }

    private List<Finding> findings() {
        StepCosts costs = new StepCosts(task.workload(), threads);
        Map<Phase, Cost> each = Arrays.stream(Phase.values()).collect(Collectors.toMap(Function.identity(), costs::of));
        Ceilings ceilings = Ceilings.measure(task, threads, sizes(each.values()));
        return Arrays.stream(Phase.values())
                .map(phase -> finding(phase, each.get(phase), ceilings))
                .toList();
    }

    private static List<Long> sizes(Collection<Cost> costs) {
        return costs.stream().map(Cost::resident).filter(bytes -> bytes > 0).toList();
    }

    private Finding finding(Phase phase, Cost cost, Ceilings ceilings) {
        double share = samples.share(phase);
        return new Finding(phase, share * secondsPerUpdate, share, cost, ceilings);
    }
}
