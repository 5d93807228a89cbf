package io.connwake.pipeline;

import static io.connwake.pipeline.Scene.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.pipeline.origin.Guard;
import io.connwake.recorder.EventSource;
import io.connwake.recorder.event.Closed;
import io.connwake.recorder.event.Event;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DrainThreadTest {
    private static final long HOUR = 3_600 * SECOND;
    private static final int SLOTS = 1_024;

    private final Scene scene = new Scene();

    @Test
    void hands_everything_over_when_it_is_told_to_flush() throws InterruptedException {
        scene.release(scene.acquire(scene.pool("orders", 4, SECOND), scene.open(0)));
        DrainThread thread = new DrainThread(() -> scene.drain, scene.guard, SLOTS, 0, true);
        thread.start();
        assertThat(thread.flush(20 * SECOND)).isTrue();
        assertThat(scene.output.calls).containsExactly("started", "flush");
        assertThat(thread.stop(20 * SECOND)).isTrue();
        assertThat(scene.output.calls).containsExactly("started", "flush", "flush", "close");
        assertThat(scene.output.named("lease")).hasSize(1);
        assertThat(thread.hasTold()).isTrue();
    }

    @Test
    void tells_an_invocation_that_just_ended_when_it_is_told_to_flush() throws InterruptedException {
        scene.begin("com.acme.Job.run", null);
        scene.end(false);
        DrainThread thread = new DrainThread(() -> scene.drain, scene.guard, SLOTS, 0, true);
        thread.start();
        assertThat(thread.flush(20 * SECOND)).isTrue();
        assertThat(scene.output.named("Job.run")).hasSize(1);
        assertThat(thread.stop(20 * SECOND)).isTrue();
    }

    @Test
    void tells_it_without_a_flush_when_it_is_told_to_catch_up() throws InterruptedException {
        scene.begin("com.acme.Job.run", null);
        scene.end(false);
        DrainThread thread = new DrainThread(() -> scene.drain, scene.guard, SLOTS, 0, true);
        thread.start();
        assertThat(thread.catchUp(20 * SECOND)).isTrue();
        assertThat(scene.output.named("Job.run")).hasSize(1);
        assertThat(scene.output.calls).containsExactly("started");
        assertThat(thread.stop(20 * SECOND)).isTrue();
    }

    @Test
    void outlives_a_turn_that_fails() throws InterruptedException {
        scene.guard.swallows = true;
        scene.tell(Script.poison());
        DrainThread thread = new DrainThread(() -> scene.drain, scene.guard, SLOTS, 0, true);
        thread.start();
        assertThat(thread.flush(20 * SECOND)).isTrue();
        assertThat(thread.stop(20 * SECOND)).isTrue();
        assertThat(scene.guard.failures()).isPositive();
        assertThat(scene.output.calls).endsWith("close");
    }

    @Test
    void is_a_daemon_and_is_left_behind_where_stopping_takes_too_long() throws InterruptedException {
        Hanging hanging = new Hanging();
        DrainThread thread = new DrainThread(() -> scene.drainOf(hanging), scene.guard, SLOTS, 0, true);
        thread.start();
        hanging.entered.await();
        assertThat(thread.stop(1)).isFalse();
        assertThat(thread.hasTold()).isFalse();
        Thread left = hanging.thread.take();
        assertThat(left.isDaemon()).isTrue();
        hanging.blocked.countDown();
        left.join();
    }

    @Test
    void makes_no_drain_where_all_is_over_before_its_rest() throws InterruptedException {
        AtomicInteger made = new AtomicInteger();
        DrainThread thread = new DrainThread(() -> counted(made), scene.guard, SLOTS, HOUR, false);
        thread.start();
        assertThat(thread.stop(20 * SECOND)).isTrue();
        assertThat(made).hasValue(0);
    }

    @Test
    void makes_it_at_the_end_where_somebody_hears_of_it() throws InterruptedException {
        AtomicInteger made = new AtomicInteger();
        DrainThread thread = new DrainThread(() -> counted(made), scene.guard, SLOTS, HOUR, true);
        thread.start();
        assertThat(thread.stop(20 * SECOND)).isTrue();
        assertThat(made).hasValue(1);
    }

    @Test
    void ends_its_rest_for_a_flush() throws InterruptedException {
        AtomicInteger made = new AtomicInteger();
        DrainThread thread = new DrainThread(() -> counted(made), scene.guard, SLOTS, HOUR, false);
        thread.start();
        assertThat(thread.flush(20 * SECOND)).isTrue();
        assertThat(thread.stop(20 * SECOND)).isTrue();
        assertThat(made).hasValue(1);
    }

    @Test
    void ends_quietly_where_the_drain_can_not_be_made() throws InterruptedException {
        scene.guard.swallows = true;
        DrainThread thread = new DrainThread(
                () -> {
                    throw new IllegalStateException("no room");
                },
                scene.guard,
                SLOTS,
                0,
                true);
        thread.start();
        assertThat(thread.stop(20 * SECOND)).isTrue();
        assertThat(scene.guard.failures()).isEqualTo(1);
    }

    @Test
    void is_as_late_as_it_was_stopped_where_the_drain_is_made_after_that() throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        Endless endless = new Endless();
        DrainThread thread = new DrainThread(
                () -> {
                    await(stopped);
                    return scene.drainOf(endless);
                },
                scene.guard,
                SLOTS,
                0,
                true);
        thread.start();
        assertThat(thread.stop(1)).isFalse();
        stopped.countDown();
        endless.discarded.await();
    }

    @Test
    void outlives_what_strikes_it_between_two_turns() throws InterruptedException {
        scene.release(scene.acquire(scene.pool("orders", 4, SECOND), scene.open(0)));
        Stopped stopped = new Stopped();
        DrainThread thread = new DrainThread(() -> scene.drain, stopped, SLOTS, 0, true);
        thread.start();
        stopped.struck.await();
        assertThat(thread.flush(20 * SECOND)).isTrue();
        assertThat(thread.stop(20 * SECOND)).isTrue();
        assertThat(thread.hasTold()).isTrue();
        assertThat(scene.output.named("lease")).hasSize(1);
        assertThat(stopped.failures()).isEqualTo(1);
    }

    @Test
    void does_not_stay_interrupted_or_it_would_never_rest_again() throws InterruptedException {
        Idle idle = new Idle();
        DrainThread thread = new DrainThread(() -> scene.drainOf(idle), scene.guard, SLOTS, 0, true);
        thread.start();
        Thread drain = idle.thread.take();
        drain.interrupt();
        while (drain.isInterrupted()) {
            Thread.onSpinWait();
        }
        assertThat(thread.stop(20 * SECOND)).isTrue();
    }

    @Test
    void is_in_no_group_of_the_application() throws InterruptedException {
        ThreadGroup group = new ThreadGroup("job");
        Idle idle = new Idle();
        DrainThread[] made = new DrainThread[1];
        Thread job = new Thread(
                group, () -> made[0] = new DrainThread(() -> scene.drainOf(idle), scene.guard, SLOTS, 0, true));
        job.start();
        job.join();
        made[0].start();
        Thread drain = idle.thread.take();
        assertThat(drain.getThreadGroup().getParent()).isNull();
        assertThat(made[0].stop(20 * SECOND)).isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Drain counted(AtomicInteger made) {
        made.incrementAndGet();
        return scene.drain;
    }

    private abstract static class Source implements EventSource {
        @Override
        public void discard() {}

        @Override
        public void sweep(long nowNanos, Examination examination, Consumer<? super Event> events) {}

        @Override
        public void leaked(long poolId) {}

        @Override
        public Tally tally() {
            return new Tally(0, 0, 0, 0, 0);
        }
    }

    /** Throws once after a turn, as when the application stops the thread. */
    private static final class Stopped implements Guard {
        private final CountDownLatch struck = new CountDownLatch(1);
        private final AtomicInteger failures = new AtomicInteger();

        @Override
        public void run(String kind, Runnable work) {
            try {
                work.run();
            } catch (Error failure) {
                failures.incrementAndGet();
            }
            if (kind.equals("turn") && struck.getCount() > 0) {
                struck.countDown();
                throw new AssertionError("stopped");
            }
        }

        @Override
        public long failures() {
            return failures.get();
        }
    }

    /** There is always more, until it is given up. */
    private static final class Endless extends Source {
        private final CountDownLatch discarded = new CountDownLatch(1);

        @Override
        public void discard() {
            discarded.countDown();
        }

        @Override
        public int drain(Consumer<? super Event> events, int limit) {
            events.accept(new Closed(0, 1, Closed.How.CLOSED));
            return 1;
        }
    }

    private static final class Idle extends Source {
        private final BlockingQueue<Thread> thread = new ArrayBlockingQueue<>(1);

        @Override
        public int drain(Consumer<? super Event> events, int limit) {
            thread.offer(Thread.currentThread());
            return 0;
        }
    }

    private static final class Hanging extends Source {
        private final CountDownLatch entered = new CountDownLatch(1);
        private final CountDownLatch blocked = new CountDownLatch(1);
        private final BlockingQueue<Thread> thread = new ArrayBlockingQueue<>(1);

        @Override
        public int drain(Consumer<? super Event> events, int limit) {
            thread.offer(Thread.currentThread());
            entered.countDown();
            DrainThreadTest.await(blocked);
            return 0;
        }
    }
}
