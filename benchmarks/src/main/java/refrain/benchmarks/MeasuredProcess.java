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
import refrain.benchmarks.report.Series;
import refrain.benchmarks.subject.Subject;
import refrain.benchmarks.work.Task;

/// A process of [Measure][refrain.benchmarks.measure.Measure], and what it found: started once, measured in every
/// round, idle while others are.
final class MeasuredProcess implements AutoCloseable {
    private final Subject subject;
    private final Task task;
    private final Process process;
    private final PrintWriter requests;
    private final BufferedReader answers;
    private final List<Measurement> rounds = new ArrayList<>();
    private final List<Double> ceilings = new ArrayList<>();

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

    /// Asks for a measurement that does not count.
    void beginWarmUp(double seconds) {
        requests.println(seconds);
    }

    /// Waits for that.
    /// @throws IOException if it ends before; the message has what it wrote
    void endWarmUp() throws IOException {
        answer(Measurement::parse);
    }

    /// @throws IOException if it ends without a measurement; the message has what it wrote
    Measurement measure(double seconds) throws IOException {
        requests.println(seconds);
        rounds.add(answer(Measurement::parse));
        return rounds.getLast();
    }

    /// Notes what the machine allowed beside the last measurement.
    void allow(double rate) {
        ceilings.add(rate);
    }

    /// All measurements; none of a ceiling that no implementation was measured beside.
    Optional<Series> series() {
        return rounds.isEmpty() ? Optional.empty() : Optional.of(new Series(subject, rounds, ceilings));
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
