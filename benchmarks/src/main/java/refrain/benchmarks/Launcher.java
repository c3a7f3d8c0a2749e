package refrain.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import refrain.benchmarks.subject.Ceiling;
import refrain.benchmarks.subject.Implementation;
import refrain.benchmarks.subject.Subject;

/// How the subjects' processes are started. They have the environment of the command: whoever tunes a library by it
/// says so beside the figures.
///
/// @param classPaths folder of files `IMPLEMENTATION.classpath`
/// @param refrain options of a JVM that runs Refrain
/// @param against the folder of the build that is called `before`
record Launcher(Path classPaths, List<String> refrain, Optional<Path> against) {
    /// The collector that takes the least memory.
    private static final String COLLECTOR = "-XX:+UseSerialGC";

    private static final String NATIVE = "--enable-native-access=ALL-UNNAMED";

    /// A process of a class with a `main`.
    ProcessBuilder process(Subject subject, int threads, Class<?> main, List<String> arguments) throws IOException {
        Path classPath = classPath(library(subject));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options(subject, threads));
        command.addAll(List.of("-cp", Files.readString(classPath).strip(), main.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment(subject, threads));
        return builder;
    }

    private Path classPath(Implementation library) {
        return library == Implementation.BEFORE
                ? against.orElseThrow().resolve(Path.of("benchmarks", "target", "refrain.classpath"))
                : classPaths.resolve(library.label() + ".classpath");
    }

    /// How a subject's JVM is started, as one would type it.
    String line(Subject subject, int threads) {
        String variables = environment(subject, threads).entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue() + " ")
                .collect(Collectors.joining());
        String folder = subject == Implementation.BEFORE ? " in " + against.orElseThrow() : "";
        return variables + "java " + String.join(" ", options(subject, threads)) + folder;
    }

    private List<String> options(Subject subject, int threads) {
        return switch (library(subject)) {
            case REFRAIN, BEFORE -> refrain;
            case PYTORCH -> List.of(COLLECTOR, NATIVE, "-Dai.djl.pytorch.num_threads=" + threads);
            case DEEPLEARNING4J -> List.of(COLLECTOR, NATIVE);
        };
    }

    private static Map<String, String> environment(Subject subject, int threads) {
        return switch (library(subject)) {
            case REFRAIN, BEFORE -> Map.of();
            case PYTORCH, DEEPLEARNING4J -> Map.of("OMP_NUM_THREADS", String.valueOf(threads));
        };
    }

    /// Ceilings are Refrain's own loops.
    private static Implementation library(Subject subject) {
        return switch (subject) {
            case Implementation implementation -> implementation;
            case Ceiling ceiling -> Implementation.REFRAIN;
        };
    }
}
