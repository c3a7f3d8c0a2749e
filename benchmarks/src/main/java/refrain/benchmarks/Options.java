package refrain.benchmarks;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Queue;

/// How a comparison is run.
///
/// @param workloads in the order of the table
/// @param implementations in the order of a round
/// @param rounds each runs every implementation once
/// @param warmUp seconds before measuring, in each process
/// @param seconds measured, in each process
/// @param threads of every implementation
/// @param json whether one JSON object is printed rather than a table
record Options(
        List<Workload> workloads,
        List<Implementation> implementations,
        int rounds,
        double warmUp,
        double seconds,
        int threads,
        boolean json) {
    static final String USAGE = """
        usage: benchmarks/run [--only WORKLOAD]... [--with IMPLEMENTATION]... [--rounds N] [--warm-up SECONDS]
                              [--seconds SECONDS] [--threads N] [--quick] [--json]
          workloads        %s
          implementations  refrain, pytorch, deeplearning4j
          --quick          1 round of 3 seconds after 3: a look, not a result\
        """.formatted(String.join(
            ", ", Workload.all().stream().map(Workload::name).toList()));

    /// Enough rounds for a median that one disturbed round cannot move.
    private static final int ROUNDS = 5;

    /// A JVM's compiler and PyTorch's allocator are settled by then, on the smallest workload too.
    private static final double WARM_UP = 15;

    private static final double SECONDS = 10;
    private static final double QUICK = 3;

    Options {
        require(rounds >= 1, "rounds", rounds, "at least 1");
        require(warmUp >= 0, "warm-up", warmUp, "at least 0");
        require(seconds > 0, "seconds", seconds, "greater than 0");
        require(threads >= 1, "threads", threads, "at least 1");
        workloads = List.copyOf(workloads);
        implementations = List.copyOf(implementations);
    }

    /// @throws IllegalArgumentException with what to write instead
    static Options parse(String... args) {
        Reader reader = new Reader(new ArrayDeque<>(Arrays.asList(args)));
        while (!reader.args.isEmpty()) {
            reader.next();
        }
        return reader.options();
    }

    private static void require(boolean valid, String name, Number found, String expected) {
        if (!valid) {
            throw new IllegalArgumentException("%s is %s; it must be %s".formatted(name, found, expected));
        }
    }

    private static final class Reader {
        private final Queue<String> args;
        private final List<Workload> workloads = new ArrayList<>();
        private final List<Implementation> implementations = new ArrayList<>();
        private int rounds = ROUNDS;
        private double warmUp = WARM_UP;
        private double seconds = SECONDS;
        private int threads = Runtime.getRuntime().availableProcessors();
        private boolean json;

        private Reader(Queue<String> args) {
            this.args = args;
        }

        private void next() {
            String option = args.remove();
            switch (option) {
                case "--only" -> workloads.add(Workload.named(value(option)));
                case "--with" ->
                    implementations.add(Implementation.labelled(value(option).toLowerCase(Locale.ROOT)));
                case "--rounds" -> rounds = Integer.parseInt(value(option));
                case "--warm-up" -> warmUp = Double.parseDouble(value(option));
                case "--seconds" -> seconds = Double.parseDouble(value(option));
                case "--threads" -> threads = Integer.parseInt(value(option));
                case "--json" -> json = true;
                case "--quick" -> quick();
                default -> throw new IllegalArgumentException("unknown option %s%n%s".formatted(option, USAGE));
            }
        }

        private void quick() {
            rounds = 1;
            warmUp = QUICK;
            seconds = QUICK;
        }

        private String value(String option) {
            try {
                return args.remove();
            } catch (NoSuchElementException e) {
                throw new IllegalArgumentException("%s needs a value%n%s".formatted(option, USAGE), e);
            }
        }

        private Options options() {
            return new Options(
                    workloads.isEmpty() ? Workload.all() : workloads,
                    implementations.isEmpty() ? List.of(Implementation.values()) : implementations,
                    rounds,
                    warmUp,
                    seconds,
                    threads,
                    json);
        }
    }
}
