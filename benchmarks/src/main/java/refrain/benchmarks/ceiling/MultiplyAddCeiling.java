package refrain.benchmarks.ceiling;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import refrain.benchmarks.work.Work;
import refrain.kernel.team.Team;
import refrain.kernel.team.Worker;

/// Every thread multiplies and adds in registers: twelve chains, as many as hide the latency of two units of four
/// to six cycles and as sixteen registers hold.
public final class MultiplyAddCeiling implements Work {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int CHAINS = 12;

    /// Some microseconds: a method that is called often is compiled soon.
    private static final int LENGTH = 10_000;

    /// Together some milliseconds, beside which the threads' meeting is nothing.
    private static final int REPETITIONS = 100;

    private final Team team;
    private final float[] kept;

    public MultiplyAddCeiling(int threads) {
        team = Team.of(threads);
        kept = new float[threads * SPECIES.length()];
    }

    @Override
    public double once() {
        team.run(this::chains);
        return 0;
    }

    private void chains(Worker worker) {
        for (int i = 0; i < REPETITIONS; i++) {
            chains(kept, worker.index() * SPECIES.length());
        }
    }

    /// Written out, since vectors in an array would not stay in registers; from different starts, since equal chains
    /// could become one. a ← a·x + y goes to y / (1 − x).
    private static void chains(float[] kept, int at) {
        FloatVector x = FloatVector.broadcast(SPECIES, 0.5f);
        FloatVector y = FloatVector.fromArray(SPECIES, kept, at).add(1);
        FloatVector a = y;
        FloatVector b = y.add(1);
        FloatVector c = y.add(2);
        FloatVector d = y.add(3);
        FloatVector e = y.add(4);
        FloatVector f = y.add(5);
        FloatVector g = y.add(6);
        FloatVector h = y.add(7);
        FloatVector i = y.add(8);
        FloatVector j = y.add(9);
        FloatVector k = y.add(10);
        FloatVector l = y.add(11);
        for (int n = 0; n < LENGTH; n++) {
            a = a.fma(x, y);
            b = b.fma(x, y);
            c = c.fma(x, y);
            d = d.fma(x, y);
            e = e.fma(x, y);
            f = f.fma(x, y);
            g = g.fma(x, y);
            h = h.fma(x, y);
            i = i.fma(x, y);
            j = j.fma(x, y);
            k = k.fma(x, y);
            l = l.fma(x, y);
        }
        FloatVector some = a.add(b).add(c).add(d).add(e).add(f);
        FloatVector others = g.add(h).add(i).add(j).add(k).add(l);
        some.add(others).mul(Float.MIN_NORMAL).intoArray(kept, at);
    }

    @Override
    public long size() {
        return 2L * SPECIES.length() * CHAINS * LENGTH * REPETITIONS * team.size();
    }

    @Override
    public void close() {
        team.close();
    }
}
