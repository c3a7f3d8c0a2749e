package refrain.benchmarks;

import java.io.IOException;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// Compares training speed: in each round every implementation runs once, one after another in processes of their own,
/// so that whatever disturbs the machine disturbs all.
public final class Compare {
    /// Load average of a machine above which a comparison says little.
    private static final double QUIET = 1;

    private final Options options;
    private final PeerProcess processes;

    private Compare(Options options, Path classPaths) {
        this.options = options;
        processes = new PeerProcess(classPaths, options);
    }

    /// @param args the folder of class paths, then [options][Options#USAGE]
    public static void main(String[] args) throws IOException, InterruptedException {
        List<String> rest = List.of(args).subList(1, args.length);
        if (rest.contains("--help")) {
            System.out.println(Options.USAGE);
            return;
        }
        Options options = options(rest);
        Compare compare = new Compare(options, Path.of(args[0]));
        warnIfBusy();
        if (options.json()) {
            compare.json();
        } else {
            compare.table();
        }
    }

    private static Options options(List<String> args) {
        try {
            return Options.parse(args.toArray(String[]::new));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            throw e;
        }
    }

    private static void warnIfBusy() {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        if (load > QUIET) {
            System.err.printf(
                    Locale.ROOT,
                    "the load average is %.2f: other programs are running, and implementations suffer unequally by"
                            + " them%n",
                    load);
        }
    }

    private void table() throws IOException, InterruptedException {
        System.out.println(Result.HEADER);
        for (Workload workload : options.workloads()) {
            System.out.print(result(workload).table());
        }
    }

    private void json() throws IOException, InterruptedException {
        List<Result> results = new ArrayList<>();
        for (Workload workload : options.workloads()) {
            results.add(result(workload));
        }
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeNumberProperty("threads", options.threads());
            json.writeNumberProperty("rounds", options.rounds());
            json.writeArrayPropertyStart("results");
            results.forEach(result -> result.write(json));
            json.writeEndArray();
            json.writeEndObject();
        }
        System.out.println(text);
    }

    private Result result(Workload workload) throws IOException, InterruptedException {
        Map<Implementation, List<Measurement>> rounds = new EnumMap<>(Implementation.class);
        for (int round = 1; round <= options.rounds(); round++) {
            for (Implementation implementation : options.implementations()) {
                if (implementation.offers(workload)) {
                    Measurement measurement = processes.measure(implementation, workload);
                    rounds.computeIfAbsent(implementation, key -> new ArrayList<>())
                            .add(measurement);
                    progress(workload, round, implementation, measurement);
                }
            }
        }
        return new Result(
                workload,
                rounds.entrySet().stream()
                        .map(entry -> new Series(entry.getKey(), entry.getValue()))
                        .toList());
    }

    private void progress(Workload workload, int round, Implementation implementation, Measurement measurement) {
        System.err.printf(
                Locale.ROOT,
                "%s, round %d of %d, %s: %,.0f tokens/s, %d updates, loss %.3f%n",
                workload.name(),
                round,
                options.rounds(),
                implementation.label(),
                measurement.tokensPerSecond(),
                measurement.updates(),
                measurement.loss());
    }
}
