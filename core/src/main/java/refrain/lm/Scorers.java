package refrain.lm;

import java.lang.ref.Cleaner;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import refrain.kernel.team.Team;
import refrain.nn.network.Network;
import refrain.nn.tape.Tape;

/// The scorers of one model, each with buffers and a team of threads: making them anew would cost more than to score a
/// short line. There are as many as the processors can run at a time; who comes when all are at work waits.
/// They end with the model: once it is collected, a cleaner closes their teams.
final class Scorers {
    private static final Cleaner CLEANER = Cleaner.create(
            task -> Thread.ofPlatform().name("refrain-cleaner").daemon(true).unstarted(task));

    private final Network network;
    private final int steps;
    private final int threads;
    private final Semaphore free;
    private final ConcurrentLinkedDeque<Scorer> idle = new ConcurrentLinkedDeque<>();

    /// A scoring tape and the team that runs it.
    record Scorer(Tape tape, Team team) {}

    private Scorers(Network network, int steps, int threads) {
        this.network = network;
        this.steps = steps;
        this.threads = threads;
        free = new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / threads), true);
    }

    /// Scorers that live as long as `model`; nothing they hold may lead back to it.
    /// @param steps of a window at most
    /// @param threads of each team
    static Scorers of(RecurrentModel model, Network network, int steps, int threads) {
        Scorers scorers = new Scorers(network, steps, threads);
        CLEANER.register(model, scorers::close);
        return scorers;
    }

    /// One that nobody else uses until it is [given back][#giveBack].
    Scorer borrow() {
        free.acquireUninterruptibly();
        Scorer scorer = idle.poll();
        if (scorer != null) {
            return scorer;
        }
        boolean made = false;
        try {
            Scorer fresh = new Scorer(Tape.evaluation(network, 1, steps, threads), Team.of(threads));
            made = true;
            return fresh;
        } finally {
            if (!made) {
                free.release();
            }
        }
    }

    void giveBack(Scorer scorer) {
        idle.push(scorer);
        free.release();
    }

    private void close() {
        idle.forEach(scorer -> scorer.team().close());
    }
}
