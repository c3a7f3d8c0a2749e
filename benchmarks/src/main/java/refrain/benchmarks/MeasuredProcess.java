package refrain.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import refrain.benchmarks.measure.Measurement;
import refrain.benchmarks.measure.Ready;
import refrain.benchmarks.subject.Subject;
import refrain.benchmarks.work.Task;

/// A process of [Measure][refrain.benchmarks.measure.Measure]: started once, measured in every round, idle while others
/// are.
final class MeasuredProcess implements AutoCloseable {
    private final Subject subject;
    private final Task task;
    private final Process process;
    private final PrintWriter requests;
    private final BufferedReader answers;

    MeasuredProcess(Subject subject, Task task, Process process) {
        this.subject = subject;
        this.task = task;
        this.process = process;
        requests = new PrintWriter(process.outputWriter(), true);
        answers = process.inputReader();
    }

    Subject subject() {
        return subject;
    }

    /// Waits until it can be measured.
    /// @throws IOException if it ends before; the message has what it wrote
    Ready ready() throws IOException {
        return answer(Ready::parse);
    }

    /// Asks for a measurement, which [#measured] waits for.
    void begin(double seconds) {
        requests.println(seconds);
    }

    /// @throws IOException if it ends without a measurement; the message has what it wrote
    Measurement measured() throws IOException {
        return answer(Measurement::parse);
    }

    /// Libraries write lines of their own between the answers.
    private <A> A answer(Function<String, Optional<A>> parse) throws IOException {
        List<String> others = new ArrayList<>();
        while (true) {
            Optional<String> line = Optional.ofNullable(answers.readLine());
            if (line.isEmpty()) {
                throw new IOException("%s on %s ended:%n%s"
                        .formatted(subject.label(), task.name(), String.join(System.lineSeparator(), others)));
            }
            Optional<A> answer = parse.apply(line.get());
            if (answer.isPresent()) {
                return answer.get();
            }
            others.add(line.get());
        }
    }

    @Override
    public void close() {
        requests.close(); // it ends when there is nothing more to read
        process.destroy();
    }
}
