package refrain.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import refrain.benchmarks.measure.Occupy;
import refrain.benchmarks.subject.Ceiling;

/// Compares speed, task by task, or tells where time goes, and prints what it finds.
public final class Compare {
    /// Load average of a machine above which a comparison says little.
    private static final double QUIET = 1;

    private Compare() {}

    /// @param args options of the JVM that runs Refrain; the folder of class paths, or nothing where options are to be
    ///     read and no more; then [options][Options#USAGE]
    public static void main(String[] args) throws IOException, InterruptedException {
        List<String> rest = List.of(args).subList(2, args.length);
        if (rest.contains("--help")) {
            System.out.println(Options.USAGE);
            return;
        }
        Options options = options(rest);
        if (!args[1].isEmpty()) {
            warnIfBusy();
            run(options, new Launcher(Path.of(args[1]), List.of(args[0].split(" ")), options.against()));
        }
    }

    private static Options options(List<String> args) {
        try {
            return OptionReader.read(args.toArray(String[]::new));
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

    private static void run(Options options, Launcher launcher) throws IOException, InterruptedException {
        if (!options.busy()) {
            report(options, launcher);
            return;
        }
        Process occupying =
                launcher.process(Ceiling.READ, 1, Occupy.class, List.of()).start();
        try {
            report(options, launcher);
        } finally {
            occupying.destroy();
        }
    }

    private static void report(Options options, Launcher launcher) throws IOException, InterruptedException {
        switch (options.report()) {
            case PHASES -> new Profile(options, launcher).print();
            case SPEED, SCALING -> new Comparison(options, launcher).print();
        }
    }
}
