package refrain.cli.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Turns Ctrl-C (and a termination signal) into an orderly stop: work under way is asked to stop, and the
/// process lives on until all is written and said, or until that takes too long.
public final class Interruption implements AutoCloseable {
    /// A checkpoint of the largest network is on the disk long before.
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final CountDownLatch finished = new CountDownLatch(1);
    private final List<Thread> hooks = new ArrayList<>();

    /// From here to the end of the command an interrupt calls `requestStop`, from another thread.
    public void calls(Runnable requestStop) {
        Thread hook = Thread.ofPlatform().name("refrain-stop").unstarted(() -> {
            requestStop.run();
            awaitEnd();
        });
        Runtime.getRuntime().addShutdownHook(hook);
        hooks.add(hook);
    }

    private void awaitEnd() {
        try {
            finished.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// The command has ended; a process that was interrupted ends now.
    @Override
    public void close() {
        finished.countDown();
        try {
            hooks.forEach(Runtime.getRuntime()::removeShutdownHook);
        } catch (IllegalStateException shuttingDown) {
            // the hooks are running: they asked for the end
        }
    }
}
