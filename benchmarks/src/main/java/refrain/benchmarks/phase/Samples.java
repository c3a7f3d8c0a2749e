package refrain.benchmarks.phase;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;

/// What threads were found at.
///
/// @param stacks of each sample the frames, as `refrain.nn.recurrence.Recurrence.step`, innermost first
record Samples(List<List<String>> stacks) {
    /// The flight recorder's name of a sample.
    static final String EVENT = "jdk.ExecutionSample";

    private static final List<String> OPERATIONS = List.of("refrain.nn.", "refrain.train.", "refrain.lm.");

    static Samples of(List<RecordedEvent> events) {
        return new Samples(events.stream()
                .filter(event -> event.getEventType().getName().equals(EVENT))
                .map(event -> Optional.ofNullable(event.getStackTrace()))
                .flatMap(Optional::stream)
                .map(Samples::frames)
                .toList());
    }

    private static List<String> frames(RecordedStackTrace trace) {
        return trace.getFrames().stream()
                .map(RecordedFrame::getMethod)
                .map(Samples::name)
                .toList();
    }

    private static String name(RecordedMethod method) {
        return method.getType().getName() + "." + method.getName();
    }

    /// The part of all samples that belongs to a phase; 0 without samples.
    double share(Phase phase) {
        long count = stacks.stream().filter(frames -> Phase.of(frames) == phase).count();
        return (double) count / Math.max(1, stacks.size());
    }

    /// How often each operation was found.
    Map<String, Long> operations() {
        return stacks.stream()
                .map(Samples::operation)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    /// The innermost frame of an operation, as `RecurrenceInput.forward`; the innermost of all where there is none.
    static String operation(List<String> frames) {
        return frames.stream()
                .filter(frame -> OPERATIONS.stream().anyMatch(frame::startsWith))
                .findFirst()
                .or(() -> frames.stream().findFirst())
                .map(Samples::withoutPackage)
                .orElse("unknown");
    }

    private static String withoutPackage(String frame) {
        int method = frame.lastIndexOf('.');
        return frame.substring(frame.lastIndexOf('.', method - 1) + 1);
    }
}
