package refrain.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/// Measures one implementation on one workload, in this process. Started by [Compare].
public final class Measure {
    /// However slow a peer is, its first updates are not counted.
    private static final int FEWEST_WARM_UP = 3;

    private static final int FEWEST_MEASURED = 3;

    private Measure() {}

    /// @param args implementation, workload, threads, seconds of warm-up, seconds to measure
    public static void main(String[] args) throws IOException {
        if (args.length != 5) {
            throw new IllegalArgumentException(
                    "arguments: implementation, workload, threads, seconds of warm-up, seconds; found " + args.length);
        }
        Workload workload = Workload.named(args[1]);
        Windows windows = new Windows(workload);
        try (Peer peer = Implementation.labelled(args[0]).open(workload, Integer.parseInt(args[2]))) {
            run(peer, windows, seconds(args[3]), FEWEST_WARM_UP);
            Run run = run(peer, windows, seconds(args[4]), FEWEST_MEASURED);
            double rate = run.updates * workload.tokens() / (run.nanoseconds * 1e-9);
            System.out.println(new Measurement(rate, run.updates, run.loss, peakBytes()).line());
        }
    }

    private record Run(long updates, long nanoseconds, double loss) {}

    private static Run run(Peer peer, Windows windows, Duration atLeast, int fewest) {
        long start = System.nanoTime();
        long elapsed = 0;
        long updates = 0;
        double loss = 0;
        while (updates < fewest || elapsed < atLeast.toNanos()) {
            loss = windows.train(peer);
            if (!Double.isFinite(loss)) {
                throw new IllegalStateException("the loss is %s at update %d".formatted(loss, updates));
            }
            updates++;
            elapsed = System.nanoTime() - start;
        }
        return new Run(updates, elapsed, loss);
    }

    private static Duration seconds(String decimal) {
        return Duration.ofMillis(Math.round(Double.parseDouble(decimal) * 1000));
    }

    /// `VmHWM` of Linux, which counts in KiB.
    private static long peakBytes() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            String peak =
                    lines.filter(line -> line.startsWith("VmHWM:")).findFirst().orElse("VmHWM: 0 kB");
            return 1024 * Long.parseLong(peak.replaceAll("[^0-9]", ""));
        }
    }
}
