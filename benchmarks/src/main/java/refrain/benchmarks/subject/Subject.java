package refrain.benchmarks.subject;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import refrain.benchmarks.work.Task;
import refrain.benchmarks.work.Work;

/// Who or what is measured on a task, in a process of its own.
public sealed interface Subject permits Implementation, Ceiling {
    /// As on the command line and in the tables.
    String label();

    /// Whether it can be measured on that task.
    boolean offers(Task task);

    /// Its libraries must be on the class path. The number of threads of the native ones is set by whoever starts the
    /// process.
    Work open(Task task, int threads);

    /// @throws IllegalArgumentException if there is none of that label
    static Subject labelled(String label) {
        List<Subject> all = Stream.<Subject>concat(
                        Arrays.stream(Implementation.values()), Arrays.stream(Ceiling.values()))
                .toList();
        return all.stream()
                .filter(subject -> subject.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"%s\" is none of %s"
                        .formatted(label, all.stream().map(Subject::label).collect(Collectors.joining(", ")))));
    }
}
