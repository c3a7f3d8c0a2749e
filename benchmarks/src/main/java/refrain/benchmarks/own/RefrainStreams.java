package refrain.benchmarks.own;

import java.util.stream.IntStream;
import refrain.benchmarks.work.Architecture;
import refrain.benchmarks.work.Work;
import refrain.generate.Sampler;
import refrain.generate.Sampling;
import refrain.kernel.random.SeededRandom;
import refrain.lm.Session;

/// Refrain, streams that go on token by token, as its generator does.
public final class RefrainStreams implements Work {
    private static final long SEED = 1;

    private final Session session;
    private final Sampler sampler;
    private final SeededRandom random = SeededRandom.of(SEED, 0);
    private final int[] slots;
    private final int[] tokens;
    private final float[] logProbabilities;

    public RefrainStreams(Architecture architecture, int streams, int threads) {
        session = RefrainNetwork.model(architecture, threads).open(streams, threads);
        sampler = Sampler.of(Sampling.DEFAULT, architecture.vocabulary());
        slots = IntStream.range(0, streams).toArray();
        tokens = new int[streams];
        logProbabilities = new float[architecture.vocabulary()];
    }

    @Override
    public double once() {
        session.accept(slots, tokens);
        for (int slot = 0; slot < slots.length; slot++) {
            session.logProbabilities(slot, logProbabilities);
            tokens[slot] = sampler.sample(logProbabilities, random);
        }
        return 0;
    }

    @Override
    public long size() {
        return slots.length;
    }

    @Override
    public void close() {
        session.close();
    }
}
