package refrain.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Runs [Measure] in a new process with the class path of its implementation.
final class PeerProcess {
    private final Path classPaths;
    private final Options options;

    /// @param classPaths folder of files `IMPLEMENTATION.classpath`
    PeerProcess(Path classPaths, Options options) {
        this.classPaths = classPaths;
        this.options = options;
    }

    /// @throws IOException if it ends without a measurement; the message has what it wrote
    Measurement measure(Implementation implementation, Workload workload) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command(implementation, workload)).redirectErrorStream(true);
        // Settings for an OpenBLAS on another machine would slow the peers down.
        builder.environment().remove("OPENBLAS_CORETYPE");
        builder.environment().remove("OPENBLAS_L2_SIZE");
        builder.environment().put("OMP_NUM_THREADS", String.valueOf(options.threads()));
        Process process = builder.start();
        List<String> lines;
        try (BufferedReader output = process.inputReader()) {
            lines = output.lines().toList();
        }
        int code = process.waitFor();
        return lines.stream()
                .map(Measurement::parse)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> new IOException("%s on %s ended with %d:%n%s"
                        .formatted(implementation.label(), workload.name(), code, String.join("\n", lines))));
    }

    private List<String> command(Implementation implementation, Workload workload) throws IOException {
        String classPath = Files.readString(classPaths.resolve(implementation.label() + ".classpath"))
                .strip();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags(implementation));
        command.addAll(List.of("-cp", classPath, Measure.class.getName()));
        command.addAll(List.of(
                implementation.label(),
                workload.name(),
                String.valueOf(options.threads()),
                String.valueOf(options.warmUp()),
                String.valueOf(options.seconds())));
        return command;
    }

    private List<String> flags(Implementation implementation) {
        return switch (implementation) {
            case REFRAIN -> List.of("--add-modules", "jdk.incubator.vector");
            case PYTORCH ->
                List.of("--enable-native-access=ALL-UNNAMED", "-Dai.djl.pytorch.num_threads=" + options.threads());
            case DEEPLEARNING4J -> List.of("--enable-native-access=ALL-UNNAMED");
        };
    }
}
