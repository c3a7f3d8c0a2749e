package refrain.benchmarks.measure;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import refrain.benchmarks.subject.Agreement;
import refrain.benchmarks.subject.Implementation;
import refrain.benchmarks.subject.Subject;
import refrain.benchmarks.work.Task;
import refrain.benchmarks.work.Work;

/// Measures one subject on one task, in this process, as often as a line on standard input asks: the line is the number
/// of seconds. Ends when standard input does.
public final class Measure {
    private Measure() {}

    /// @param args subject, task, threads, number of updates whose losses are to be compared
    public static void main(String[] args) throws IOException {
        if (args.length != 4) {
            throw new IllegalArgumentException(
                    "arguments: subject, task, threads, updates to compare; found " + args.length);
        }
        Subject subject = Subject.labelled(args[0]);
        Task task = Task.named(args[1]);
        int threads = Integer.parseInt(args[2]);
        Ready ready = new Ready(losses(subject, task, threads, Integer.parseInt(args[3])));
        Memory.resetPeak();
        try (Work work = subject.open(task, threads)) {
            System.out.println(ready.line());
            serve(work);
        }
    }

    private static double[] losses(Subject subject, Task task, int threads, int updates) {
        return task.kind() == Task.Kind.TRAIN
                        && subject instanceof Implementation implementation
                        && implementation.takesWeights()
                ? Agreement.losses(implementation, task.workload(), threads, updates)
                : new double[0];
    }

    private static void serve(Work work) throws IOException {
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (true) {
            Optional<String> request = Optional.ofNullable(requests.readLine());
            if (request.isEmpty()) {
                return;
            }
            Laps laps = Laps.of(work, Double.parseDouble(request.get()));
            System.out.println(Measurement.of(laps, Memory.peakBytes()).line());
        }
    }
}
