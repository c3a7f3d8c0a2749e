package refrain.kernel.team;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A fixed number of threads that run one [Job] together, each on its own share, and [meet][Worker#meet] inside it.
/// The calling thread is worker 0; the others are daemon threads kept between jobs, so that a training step is one
/// hand-over and not one per operation. A team runs one job at a time and is confined to the thread that runs it.
public final class Team implements AutoCloseable {
    /// What a worker does. Every worker of a team runs the same job and calls [Worker#meet] equally often.
    @FunctionalInterface
    public interface Job {
        void run(Worker worker);
    }

    private final Barrier start;
    private final Barrier inside;
    private final List<Thread> threads = new ArrayList<>();
    private final Worker caller;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile @Nullable Job job;
    private volatile boolean closed;
    private volatile boolean running;

    private Team(int size) {
        start = new Barrier(size);
        inside = new Barrier(size);
        caller = new Worker(0, size, inside);
        boolean started = false;
        try {
            for (int index = 1; index < size; index++) {
                Worker worker = new Worker(index, size, inside);
                threads.add(Thread.ofPlatform()
                        .name("refrain-worker-" + index)
                        .daemon(true)
                        .start(() -> serve(worker)));
            }
            started = true;
        } finally {
            if (!started) { // the system gives no more threads: those there are must not wait for the others
                start.breakUp();
            }
        }
    }

    /// A team of `threads` workers, the caller included.
    /// @throws IllegalArgumentException if `threads` is less than 1
    public static Team of(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads is %d; it must be at least 1".formatted(threads));
        }
        return new Team(threads);
    }

    /// The number of workers.
    public int size() {
        return caller.count();
    }

    /// Runs `job` on every worker and returns when all have finished. What a worker throws is thrown here, once
    /// every worker has stopped; the team can then be used again.
    /// @throws IllegalStateException if the team is closed, or this is called inside a job
    public void run(Job job) {
        if (closed) {
            throw new IllegalStateException("the team is closed");
        }
        if (running) {
            throw new IllegalStateException("the team is running a job; a job cannot start another on the same team");
        }
        running = true;
        this.job = job;
        start.await(caller.index());
        work(caller, job);
        start.await(caller.index());
        running = false;
        Throwable thrown = failure.getAndSet(null);
        if (thrown != null) {
            inside.reset();
            Failures.rethrow(thrown);
        }
    }

    /// Ends the threads. A closed team may be closed again.
    /// @throws IllegalStateException inside a job
    @Override
    public void close() {
        if (running) {
            throw new IllegalStateException("the team is running a job; close it afterwards");
        }
        if (closed) {
            return;
        }
        closed = true;
        start.await(caller.index());
        threads.forEach(Team::join);
    }

    private void serve(Worker worker) {
        try {
            while (true) {
                start.await(worker.index());
                Job current = job;
                if (closed || current == null) {
                    return;
                }
                work(worker, current);
                start.await(worker.index());
            }
        } catch (Barrier.BrokenException incomplete) {
            // the team never came to be
        }
    }

    private void work(Worker worker, Job current) {
        try {
            current.run(worker);
        } catch (Barrier.BrokenException broken) {
            // another worker failed; its own exception is the one reported
        } catch (Throwable thrown) {
            failure.compareAndSet(null, thrown);
            inside.breakUp();
        }
    }

    private static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
