package refrain.benchmarks.ceiling;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import refrain.benchmarks.work.Work;
import refrain.kernel.Slab;
import refrain.kernel.team.Team;
import refrain.kernel.team.Worker;

/// Every thread reads its share of as many floats as the weights are and adds them up: no token can take less.
public final class ReadCeiling implements Work {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    /// Sums that do not wait for each other: eight hide an addition's latency.
    private static final int SUMS = 8;

    /// Floats of a cache line.
    private static final int LINE = 16;

    /// Some megabytes take a fraction of a millisecond, a cost beside which the threads' meeting would count.
    private static final int FEWEST_REPETITIONS = 16;

    /// Read at least at a time, for the same reason: 64 MiB.
    private static final long BYTES = 1 << 26;

    private final Team team;
    private final float[] weights;
    private final int start;
    private final int count;
    private final double[] kept;
    private final int repetitions;

    public ReadCeiling(long bytes, int threads) {
        team = Team.of(threads);
        count = Math.toIntExact(bytes / Float.BYTES);
        Slab.Span span = new Slab().of(count);
        weights = span.floats();
        start = span.start();
        Arrays.fill(weights, start, start + count, 1);
        kept = new double[threads];
        repetitions = Math.toIntExact(Math.max(FEWEST_REPETITIONS, BYTES / bytes));
    }

    @Override
    public double once() {
        team.run(this::read);
        return 0;
    }

    private void read(Worker worker) {
        for (int i = 0; i < repetitions; i++) {
            kept[worker.index()] += sum(weights, start + from(worker.index()), start + from(worker.index() + 1));
        }
    }

    /// Shares begin on cache lines, but for the last.
    private int from(int thread) {
        return thread == team.size() ? count : (int) ((long) count * thread / team.size()) & -LINE;
    }

    private static float sum(float[] x, int from, int to) {
        int lanes = SPECIES.length();
        int stride = SUMS * lanes;
        FloatVector a = FloatVector.zero(SPECIES);
        FloatVector b = a;
        FloatVector c = a;
        FloatVector d = a;
        FloatVector e = a;
        FloatVector f = a;
        FloatVector g = a;
        FloatVector h = a;
        for (int i = from; i <= to - stride; i += stride) {
            a = a.add(FloatVector.fromArray(SPECIES, x, i));
            b = b.add(FloatVector.fromArray(SPECIES, x, i + lanes));
            c = c.add(FloatVector.fromArray(SPECIES, x, i + 2 * lanes));
            d = d.add(FloatVector.fromArray(SPECIES, x, i + 3 * lanes));
            e = e.add(FloatVector.fromArray(SPECIES, x, i + 4 * lanes));
            f = f.add(FloatVector.fromArray(SPECIES, x, i + 5 * lanes));
            g = g.add(FloatVector.fromArray(SPECIES, x, i + 6 * lanes));
            h = h.add(FloatVector.fromArray(SPECIES, x, i + 7 * lanes));
        }
        return a.add(b).add(c).add(d).add(e).add(f).add(g).add(h).lane(0);
    }

    @Override
    public long size() {
        return repetitions * (long) count * Float.BYTES;
    }

    @Override
    public void close() {
        team.close();
    }
}
