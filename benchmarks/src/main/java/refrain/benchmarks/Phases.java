package refrain.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;
import refrain.benchmarks.work.Implementation;
import refrain.benchmarks.work.Task;
import refrain.benchmarks.work.Work;

/// Where Refrain's time goes: the JVM's flight recorder looks at the running threads at regular intervals; a sample
/// counts for the innermost operation of the network or the optimizer that it finds on the stack.
public final class Phases {
    private static final String SAMPLE = "jdk.ExecutionSample";
    private static final Duration PERIOD = Duration.ofMillis(5);
    private static final List<String> OPERATIONS = List.of("refrain.nn.", "refrain.train.", "refrain.lm.");
    private static final Table TABLE =
            new Table("operation                                       ", "  share", " samples");

    private Phases() {}

    /// @param args task, threads, seconds of warm-up, seconds
    public static void main(String[] args) throws IOException {
        Path file = Files.createTempFile("refrain-phases", ".jfr");
        try (Work work = Implementation.REFRAIN.open(Task.named(args[0]), Integer.parseInt(args[1]))) {
            repeat(work, Double.parseDouble(args[2]));
            record(work, Double.parseDouble(args[3]), file);
            print(counts(RecordingFile.readAllEvents(file)));
        } finally {
            Files.delete(file);
        }
    }

    private static void record(Work work, double seconds, Path file) throws IOException {
        try (Recording recording = new Recording()) {
            recording.enable(SAMPLE).withPeriod(PERIOD);
            recording.start();
            repeat(work, seconds);
            recording.stop();
            recording.dump(file);
        }
    }

    private static void repeat(Work work, double seconds) {
        long start = System.nanoTime();
        do {
            work.once();
        } while (System.nanoTime() - start < seconds * 1e9);
    }

    private static Map<String, Long> counts(List<RecordedEvent> events) {
        return events.stream()
                .filter(event -> event.getEventType().getName().equals(SAMPLE))
                .map(event -> Optional.ofNullable(event.getStackTrace()))
                .flatMap(Optional::stream)
                .map(trace -> operation(trace.getFrames()))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    /// The innermost frame of an operation, as `RecurrenceInput.forward`; a frame of ours where there is none.
    static String operation(List<RecordedFrame> frames) {
        return frames.stream()
                .map(RecordedFrame::getMethod)
                .filter(Phases::isOperation)
                .findFirst()
                .or(() -> frames.stream().map(RecordedFrame::getMethod).findFirst())
                .map(Phases::name)
                .orElse("unknown");
    }

    private static boolean isOperation(RecordedMethod method) {
        return OPERATIONS.stream().anyMatch(method.getType().getName()::startsWith);
    }

    private static String name(RecordedMethod method) {
        String type = method.getType().getName();
        return type.substring(type.lastIndexOf('.') + 1) + "." + method.getName();
    }

    private static void print(Map<String, Long> counts) {
        long total = counts.values().stream().mapToLong(Long::longValue).sum();
        System.out.println(TABLE.header());
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> System.out.println(TABLE.line(
                        entry.getKey(),
                        Table.percent((double) entry.getValue() / total),
                        Table.whole(entry.getValue()))));
    }
}
