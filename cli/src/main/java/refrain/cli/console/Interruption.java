package refrain.cli.console;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Turns Ctrl-C (and a termination signal) into an orderly stop: work under way is asked to stop, and the
/// process lives on until all is written and said, or until that takes too long. Where nothing can be asked to
/// stop, it ends at once, leaving nothing that it would have deleted.
public final class Interruption implements AutoCloseable {
    /// A checkpoint of the largest network is on the disk long before.
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final CountDownLatch finished = new CountDownLatch(1);
    private final List<Runnable> stops = new CopyOnWriteArrayList<>();
    private final List<Closeable> open = new CopyOnWriteArrayList<>();
    private final Thread hook = Thread.ofPlatform().name("refrain-stop").unstarted(this::stop);
    private boolean hooked;
    private volatile boolean stopping;

    /// From here to the end of the command an interrupt calls `requestStop`, from another thread.
    public void calls(Runnable requestStop) {
        stops.add(requestStop);
        if (!hook()) {
            requestStop.run();
        }
    }

    /// From here to the end of the command an interrupt closes `resource`, from another thread, where nothing stops
    /// by itself; the last one first.
    public void closes(Closeable resource) {
        open.addFirst(resource);
        if (!hook()) {
            close(resource);
        }
    }

    /// Whether the interrupt is still to come.
    private boolean hook() {
        try {
            if (!hooked) {
                Runtime.getRuntime().addShutdownHook(hook);
                hooked = true;
            }
            return !stopping;
        } catch (IllegalStateException shuttingDown) {
            return false;
        }
    }

    private void stop() {
        stopping = true;
        List<Runnable> asked = List.copyOf(stops); // who comes later asks itself
        asked.forEach(Runnable::run);
        if (!isFinished(asked.isEmpty() ? Duration.ZERO : PATIENCE)) {
            open.forEach(Interruption::close);
        }
    }

    private static void close(Closeable resource) {
        try {
            resource.close();
        } catch (IOException left) {
            return; // what is left blocks nobody
        }
    }

    private boolean isFinished(Duration patience) {
        try {
            return finished.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// The command has ended; a process that was interrupted ends now.
    @Override
    public void close() {
        finished.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // the hook is running: it asked for the end
        }
    }
}
