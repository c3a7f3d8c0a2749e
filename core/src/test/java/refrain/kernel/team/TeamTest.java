package refrain.kernel.team;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A job that hangs fails by its time limit.
@Timeout(60)
class TeamTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void run_onEveryWorker_once(int size) {
        AtomicIntegerArray runs = new AtomicIntegerArray(size);
        try (Team team = Team.of(size)) {
            for (int job = 1; job <= 20; job++) {
                team.run(worker -> runs.incrementAndGet(worker.index()));
                for (int i = 0; i < size; i++) {
                    assertThat(runs.get(i)).isEqualTo(job);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void run_onThreadsOfItsOwn_theCallerIsWorkerZero(int size) {
        Thread[] threads = threads(size);
        assertThat(threads).doesNotHaveDuplicates().doesNotContainNull();
        assertThat(threads[0]).isSameAs(Thread.currentThread());
        assertThat(threads)
                .allSatisfy(thread ->
                        assertThat(thread == threads[0] || thread.isDaemon()).isTrue());
    }

    @Test
    void size_isTheNumberOfThreads() {
        try (Team team = Team.of(3)) {
            assertThat(team.size()).isEqualTo(3);
            team.run(worker -> assertThat(worker.count()).isEqualTo(3));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 7})
    void meet_ordersWritesBeforeReads(int size) {
        int meetings = 5_000 / size;
        int[] written = new int[size];
        try (Team team = Team.of(size)) {
            team.run(worker -> {
                for (int i = 1; i <= meetings; i++) {
                    written[worker.index()] = i;
                    worker.meet();
                    for (int other : written) {
                        check(other == i, other, i);
                    }
                    worker.meet();
                }
            });
        }
        assertThat(written).containsOnly(meetings);
    }

    @Test
    void meet_whenOneComesLate_waitsAsleep() {
        AtomicReference<Thread> waiting = new AtomicReference<>();
        int[] value = new int[1];
        try (Team team = Team.of(2)) {
            team.run(worker -> {
                if (worker.index() == 1) {
                    waiting.set(Thread.currentThread());
                    value[0] = 1;
                } else {
                    until(() -> isAsleep(waiting.get()));
                    value[0] = 2;
                }
                worker.meet();
                check(value[0] == 2, value[0], 2);
            });
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void run_whenOneWorkerThrows_throwsThatAndReleasesTheOthers(int failing) {
        try (Team team = Team.of(3)) {
            for (int i = 0; i < 50; i++) {
                IllegalArgumentException thrown = new IllegalArgumentException("worker " + failing);
                assertThatThrownBy(() -> team.run(worker -> failOrMeet(worker, failing, thrown)))
                        .isSameAs(thrown);
                assertUsable(team);
            }
        }
    }

    private static void failOrMeet(Worker worker, int failing, RuntimeException thrown) {
        worker.meet();
        if (worker.index() == failing) {
            throw thrown;
        }
        worker.meet();
        worker.meet();
    }

    @Test
    void run_whenOneWorkerThrowsLate_wakesTheSleepers() {
        AtomicReference<Thread> waiting = new AtomicReference<>();
        try (Team team = Team.of(2)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> team.run(worker -> {
                        if (worker.index() == 0) {
                            until(() -> isAsleep(waiting.get()));
                            throw new IllegalStateException("late");
                        }
                        waiting.set(Thread.currentThread());
                        worker.meet();
                    }))
                    .withMessage("late");
            assertUsable(team);
        }
    }

    @Test
    void run_whenAllWorkersThrow_throwsOneOfThem() {
        try (Team team = Team.of(3)) {
            assertThatThrownBy(() -> team.run(worker -> {
                        throw new ArithmeticException("all");
                    }))
                    .isInstanceOf(ArithmeticException.class)
                    .hasMessage("all");
            assertUsable(team);
        }
    }

    @Test
    void run_whenAWorkerThrowsAnError_throwsIt() {
        StackOverflowError error = new StackOverflowError();
        try (Team team = Team.of(2)) {
            assertThatThrownBy(() -> team.run(worker -> {
                        if (worker.index() == 1) {
                            throw error;
                        }
                    }))
                    .isSameAs(error);
        }
    }

    @Test
    void run_whenAWorkerThrowsACheckedException_wrapsIt() {
        IOException checked = new IOException("checked");
        try (Team team = Team.of(2)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> team.run(worker -> TeamTest.<RuntimeException>throwAnyway(checked)))
                    .withMessage("a worker threw a checked exception")
                    .withCause(checked);
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Exception> void throwAnyway(Exception thrown) throws E {
        throw (E) thrown;
    }

    @Test
    void run_insideAJob_isRefused() {
        try (Team team = Team.of(2)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> team.run(worker -> team.run(inner -> {})))
                    .withMessage("the team is running a job; a job cannot start another on the same team");
            assertUsable(team);
        }
    }

    @Test
    void close_insideAJob_isRefused() {
        try (Team team = Team.of(2)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> team.run(worker -> team.close()))
                    .withMessage("the team is running a job; close it afterwards");
            assertUsable(team);
        }
    }

    @Test
    void run_afterClose_isRefused() {
        Team team = Team.of(2);
        team.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> team.run(worker -> {}))
                .withMessage("the team is closed");
    }

    @Test
    void close_twice_isAllowed() {
        Team team = Team.of(3);
        team.close();
        team.close();
        assertThatIllegalStateException().isThrownBy(() -> team.run(worker -> {}));
    }

    @Test
    void close_endsTheThreads() {
        Thread[] threads = threads(4);
        assertThat(List.of(threads).subList(1, 4)).noneMatch(Thread::isAlive);
    }

    @Test
    void close_ofASleepingTeam_endsTheThreads() {
        Thread[] threads = new Thread[3];
        try (Team team = Team.of(3)) {
            team.run(worker -> threads[worker.index()] = Thread.currentThread());
            awaitSleep(threads);
        }
        assertThat(List.of(threads).subList(1, 3)).noneMatch(Thread::isAlive);
    }

    @Test
    void run_withMoreThreadsThanCores_ends() {
        int size = 4 * Runtime.getRuntime().availableProcessors() + 1;
        int[] sums = new int[size];
        try (Team team = Team.of(size)) {
            team.run(worker -> {
                for (int i = 0; i < 20; i++) {
                    sums[worker.index()]++;
                    worker.meet();
                }
            });
        }
        assertThat(sums).containsOnly(20);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void threads_lessThanOne_areRefused(int threads) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Team.of(threads))
                .withMessage("threads is " + threads + "; it must be at least 1");
    }

    /// A sleeping thread waits without a time limit: it takes no time of the processor until it is woken.
    @Test
    void team_leftIdle_takesNoTime() throws InterruptedException {
        ThreadMXBean times = ManagementFactory.getThreadMXBean();
        Thread[] threads = new Thread[3];
        try (Team team = Team.of(3)) {
            team.run(worker -> threads[worker.index()] = Thread.currentThread());
            awaitSleep(threads);
            long before = times.getThreadCpuTime(threads[1].threadId());
            Thread.sleep(100);
            assertThat(times.getThreadCpuTime(threads[1].threadId()) - before)
                    .isLessThan(Duration.ofMillis(1).toNanos());
            assertUsable(team);
        }
    }

    @Test
    void interrupt_ofTheCaller_isKeptAndDoesNotEndTheJob() {
        int[] sums = new int[2];
        try (Team team = Team.of(2)) {
            Thread.currentThread().interrupt();
            team.run(worker -> {
                if (worker.index() == 1) {
                    LockSupport.parkNanos(Duration.ofMillis(30).toNanos());
                }
                worker.meet();
                sums[worker.index()]++;
            });
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(sums).containsOnly(1);
    }

    /// Were the interrupt left standing, every attempt to sleep would return at once.
    @Test
    void interrupt_ofTheCaller_leavesItAsleep() throws InterruptedException {
        List<Boolean> interrupted = new ArrayList<>();
        AtomicBoolean go = new AtomicBoolean();
        Thread caller = Thread.ofPlatform().start(() -> {
            try (Team team = Team.of(2)) {
                team.run(worker -> {
                    if (worker.index() == 1) {
                        until(go::get);
                    }
                });
            }
            interrupted.add(Thread.currentThread().isInterrupted());
        });
        until(() -> isAsleep(caller));
        caller.interrupt();
        until(() -> !caller.isInterrupted() && isAsleep(caller));
        go.set(true);
        caller.join();
        assertThat(interrupted).containsExactly(true);
    }

    private static boolean isAsleep(@Nullable Thread thread) {
        return thread != null && thread.getState() == Thread.State.WAITING;
    }

    private static Thread[] threads(int size) {
        Thread[] threads = new Thread[size];
        try (Team team = Team.of(size)) {
            team.run(worker -> threads[worker.index()] = Thread.currentThread());
        }
        return threads;
    }

    private static void awaitSleep(Thread[] threads) {
        for (int i = 1; i < threads.length; i++) {
            Thread thread = threads[i];
            until(() -> isAsleep(thread));
        }
    }

    private static void assertUsable(Team team) {
        AtomicIntegerArray meetings = new AtomicIntegerArray(team.size());
        team.run(worker -> {
            worker.meet();
            meetings.incrementAndGet(worker.index());
            worker.meet();
        });
        for (int i = 0; i < team.size(); i++) {
            assertThat(meetings.get(i)).isEqualTo(1);
        }
    }

    private static void check(boolean holds, int found, int expected) {
        if (!holds) {
            throw new AssertionError("found %d, expected %d".formatted(found, expected));
        }
    }

    private static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within 30 s");
            }
            Thread.yield();
        }
    }
}
