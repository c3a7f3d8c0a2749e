package refrain.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import refrain.benchmarks.subject.Ceiling;
import refrain.benchmarks.subject.Implementation;
import refrain.benchmarks.subject.Subject;

/// How a subject's process is started.
///
/// @param options of the JVM
/// @param environment variables that are set
record Launch(List<String> options, Map<String, String> environment) {
    /// The collector that takes the least memory.
    private static final String COLLECTOR = "-XX:+UseSerialGC";

    private static final String NATIVE = "--enable-native-access=ALL-UNNAMED";

    /// Settings for an OpenBLAS on another machine, which would slow the peers down.
    private static final List<String> REMOVED = List.of("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE");

    private static final Path LARGE_PAGES = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");

    static Launch of(Subject subject, int threads) {
        Map<String, String> native_ = Map.of("OMP_NUM_THREADS", String.valueOf(threads));
        return switch (subject) {
            case Implementation.REFRAIN -> new Launch(refrain(), Map.of());
            case Implementation.PYTORCH ->
                new Launch(List.of(COLLECTOR, NATIVE, "-Dai.djl.pytorch.num_threads=" + threads), native_);
            case Implementation.DEEPLEARNING4J -> new Launch(List.of(COLLECTOR, NATIVE), native_);
            case Ceiling ceiling -> new Launch(refrain(), Map.of());
        };
    }

    /// As `./refrain` starts it: no limit of the heap but the machine's memory.
    private static List<String> refrain() {
        List<String> options = new ArrayList<>(List.of(
                "-XX:MaxRAMPercentage=70",
                COLLECTOR,
                "-XX:NewRatio=8",
                "-XX:ObjectAlignmentInBytes=64",
                "-XX:-UseFPUForSpilling",
                "--add-modules",
                "jdk.incubator.vector"));
        if (hasLargePages()) {
            options.add("-XX:+UseTransparentHugePages");
        }
        return options;
    }

    private static boolean hasLargePages() {
        try {
            return !Files.readString(LARGE_PAGES).contains("[never]");
        } catch (IOException e) {
            return false; // another system than Linux
        }
    }

    /// A process of [Measure] or another class with a `main`.
    /// @param classPaths folder of files `IMPLEMENTATION.classpath`
    ProcessBuilder process(Path classPaths, Subject subject, Class<?> main, List<String> arguments) throws IOException {
        Subject library = subject instanceof Ceiling ? Implementation.REFRAIN : subject;
        Path classPath = classPaths.resolve(library.label() + ".classpath");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", Files.readString(classPath).strip(), main.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeAll(REMOVED);
        builder.environment().putAll(environment);
        return builder;
    }

    /// As one would type it.
    @Override
    public String toString() {
        String variables = environment.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue() + " ")
                .collect(Collectors.joining());
        return variables + "java " + String.join(" ", options);
    }
}
