package refrain.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import refrain.benchmarks.subject.Ceiling;
import refrain.benchmarks.subject.Implementation;
import refrain.benchmarks.subject.Subject;
import refrain.benchmarks.work.Task;

/// How a comparison is run.
///
/// @param tasks in the order of the table
/// @param implementations in the order of a round
/// @param rounds each measures every implementation once
/// @param pace how long an implementation is measured
/// @param threads of every implementation
/// @param updates whose losses are compared before measuring, in training
/// @param report what is printed
/// @param busy whether another process occupies a core meanwhile
/// @param json whether one JSON object is printed rather than a table
/// @param svg the file of a roofline
/// @param against the folder of another build of Refrain, to compare this one with
record Options(
        List<Task> tasks,
        List<Implementation> implementations,
        int rounds,
        Pace pace,
        int threads,
        int updates,
        Report report,
        boolean busy,
        boolean json,
        Optional<Path> svg,
        Optional<Path> against) {
    static final String USAGE = """
        usage: benchmarks/run [--only CONFIGURATION]... [--with IMPLEMENTATION]... [--rounds N] [--warm-up SECONDS]
                              [--seconds SECONDS] [--threads N] [--updates N] [--scaling] [--busy] [--quick] [--json]
               benchmarks/run --against FOLDER [--only CONFIGURATION]... [--rounds N] [--seconds SECONDS] …
               benchmarks/run --phases CONFIGURATION [--seconds SECONDS] [--threads N] [--json] [--svg FILE]
          training         %s
          use              %s
          implementations  refrain, pytorch, deeplearning4j (training only)
          --against        compares with Refrain as another checkout holds it, called before: that checkout's code,
                           configurations included, with the options of the JVM that this one has
          --rounds         each measures every implementation once, one after another (5)
          --warm-up        of all processes at once, before the rounds (15)
          --seconds        of each measurement (10); at least one update or token is measured
          --threads        of every implementation (as many as processors)
          --updates        so many updates from equal weights, without dropout: the losses are compared (20)
          --scaling        on 1, 2, 4, … threads, up to twice as many as processors; refrain and pytorch
          --busy           while another process occupies a core
          --quick          3 rounds of 0.5 seconds after 6; 2 updates compared; unless named otherwise five
                           configurations and no deeplearning4j: a look, not a result
          --json           one JSON object in place of the tables
          --phases         where Refrain's time goes, by samples of its threads; of training also what each phase
                           computes and moves, and what the machine would allow
          --svg            also draws the phases of one training as a roofline\
        """.formatted(names(true), names(false));

    /// What is printed.
    enum Report {
        SPEED,
        SCALING,
        PHASES
    }

    /// @param warmUp seconds before measuring
    /// @param seconds of each measurement
    record Pace(double warmUp, double seconds) {
        private static final double MOST = 24 * 60 * 60;

        Pace {
            require(warmUp >= 0 && warmUp < MOST, "warm-up", warmUp, "from 0 to a day");
            require(seconds > 0 && seconds < MOST, "seconds", seconds, "greater than 0 and at most a day");
        }
    }

    /// A ceiling is a loop, which is compiled soon.
    private static final Pace CEILING = new Pace(0.5, 0.2);

    Options {
        requireOnce(implementations);
        require(rounds >= 1, "rounds", rounds, "at least 1");
        require(threads >= 1, "threads", threads, "at least 1");
        require(updates >= 0, "updates", updates, "at least 0");
        tasks = List.copyOf(tasks);
        if (svg.isPresent() && !drawable(tasks, report)) {
            throw new IllegalArgumentException(
                    "--svg draws one training; give it with one --phases CONFIGURATION of %s".formatted(names(true)));
        }
        implementations = List.copyOf(implementations);
        against.ifPresent(folder -> requireComparable(folder, report));
    }

    private static void requireComparable(Path folder, Report report) {
        if (report != Report.SPEED) {
            throw new IllegalArgumentException("--against does not go with --scaling or --phases; leave one out");
        }
        if (folder.toString().isEmpty() || !Files.isExecutable(folder.resolve(Path.of("benchmarks", "run")))) {
            throw new IllegalArgumentException(
                    "--against %s: no benchmarks/run is in it; give the folder of a checkout".formatted(folder));
        }
    }

    private static void requireOnce(List<Implementation> implementations) {
        for (int i = 0; i < implementations.size(); i++) {
            if (implementations.indexOf(implementations.get(i)) < i) {
                throw new IllegalArgumentException("--with %s is given twice; once is enough"
                        .formatted(implementations.get(i).label()));
            }
        }
    }

    private static boolean drawable(List<Task> tasks, Report report) {
        return report == Report.PHASES && tasks.size() == 1 && tasks.getFirst().kind() == Task.Kind.TRAIN;
    }

    Pace pace(Subject subject) {
        return subject instanceof Ceiling
                ? new Pace(CEILING.warmUp(), Math.min(CEILING.seconds(), pace.seconds()))
                : pace;
    }

    Options withUpdates(int updates) {
        return new Options(tasks, implementations, rounds, pace, threads, updates, report, busy, json, svg, against);
    }

    private static String names(boolean training) {
        return Task.all().stream()
                .filter(task -> (task.kind() == Task.Kind.TRAIN) == training)
                .map(Task::name)
                .collect(Collectors.joining(", "));
    }

    private static void require(boolean valid, String name, Number found, String expected) {
        if (!valid) {
            throw new IllegalArgumentException("%s is %s; it must be %s".formatted(name, found, expected));
        }
    }
}
