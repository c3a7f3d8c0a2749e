package refrain.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import refrain.benchmarks.phase.Phases;
import refrain.benchmarks.subject.Implementation;
import refrain.benchmarks.work.Task;

/// Where Refrain's time goes, task by task, each in a process of [Phases].
final class Profile {
    private final Options options;
    private final Launcher launcher;

    Profile(Options options, Launcher launcher) {
        this.options = options;
        this.launcher = launcher;
    }

    void print() throws IOException, InterruptedException {
        List<String> found = new ArrayList<>();
        for (Task task : options.tasks()) {
            String text = phases(task);
            found.add(text);
            if (!options.json()) {
                System.out.println(task.name() + "\n" + text);
            }
        }
        if (options.json()) {
            System.out.println("{\"phases\":[" + String.join(",", found) + "]}");
        }
    }

    /// What the process says.
    private String phases(Task task) throws IOException, InterruptedException {
        Process process = launcher.process(Implementation.REFRAIN, options.threads(), Phases.class, arguments(task))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        if (code != 0) {
            System.out.println(text.strip());
            throw new IOException("%s ended with %d".formatted(task.name(), code));
        }
        return text.strip();
    }

    private List<String> arguments(Task task) {
        List<String> arguments = new ArrayList<>(List.of(
                task.name(),
                String.valueOf(options.threads()),
                String.valueOf(options.pace().warmUp()),
                String.valueOf(options.pace().seconds()),
                options.json() ? "json" : "table"));
        options.svg().ifPresent(file -> arguments.add(file.toString()));
        return arguments;
    }
}
