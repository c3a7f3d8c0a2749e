package refrain.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Turns Ctrl-C (and a termination signal) into an orderly stop: the work is asked to stop and the process lives on until
/// it has, or until it takes too long.
final class Interruption implements AutoCloseable {
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook;

    private Interruption(Runnable requestStop, Duration patience) {
        hook = Thread.ofPlatform().name("refrain-stop").unstarted(() -> {
            requestStop.run();
            await(patience);
        });
    }

    /// From here until [#close], an interrupt calls `requestStop` from another thread.
    static Interruption calling(Runnable requestStop, Duration patience) {
        Interruption interruption = new Interruption(requestStop, patience);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    private void await(Duration patience) {
        try {
            finished.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// The work is done and all is said; a process that was interrupted ends now.
    @Override
    public void close() {
        finished.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // the hook is running: it is what asked for the stop
        }
    }
}
