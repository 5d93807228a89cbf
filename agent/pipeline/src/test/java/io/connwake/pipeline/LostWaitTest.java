package io.connwake.pipeline;

import static io.connwake.pipeline.Scene.MILLI;
import static io.connwake.pipeline.Scene.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.recorder.event.ThreadRef;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Threads that hold one connection at a time, of which not all is heard: no {@code nested_acquire}. */
class LostWaitTest {
    private final Scene scene = new Scene();
    private final List<OpenLease> held = new ArrayList<>();

    /** Each thread has one. */
    private long full(int threads, long timeoutNanos) {
        long pool = scene.pool("orders", threads, timeoutNanos);
        for (int i = 0; i < threads; i++) {
            held.add(lent(pool, thread(i)));
        }
        scene.turn();
        return pool;
    }

    private static ThreadRef thread(int number) {
        return new ThreadRef(20L + number, "http-" + number);
    }

    private void assertSilence() {
        assertThat(scene.output.findingStates("nested_acquire")).isEmpty();
    }

    @Test
    void where_the_release_of_what_the_thread_held_was_lost_for_a_while() {
        long pool = full(1, 30 * SECOND);
        OpenLease given = held.get(0);
        scene.script.open.remove(given.acquired.leaseId());
        scene.script.lostReleases.add(given.released(scene.now));
        scene.pass(MILLI);
        long wait = scene.waits(pool, thread(0));
        scene.pass(900 * MILLI);
        scene.passSeconds(3);
        scene.acquire(wait, pool, scene.open(0), 3 * SECOND, thread(0), Scene.SITE, null);
        scene.passSeconds(3);
        assertThat(scene.output.findingStates("nested_acquire")).isEmpty();
    }

    @Test
    void where_the_end_of_its_wait_was_lost_and_it_holds_another_one_by_now() {
        long pool = full(2, 30 * SECOND);
        long wait = scene.waits(pool, thread(0));
        scene.release(held.get(0));
        scene.pass(SECOND);
        scene.script.waits.remove(wait);
        scene.passSeconds(1);
        held.set(0, lent(pool, thread(0)));
        scene.passSeconds(2);
        scene.release(held.get(0));
        scene.passSeconds(3);
        assertSilence();
    }

    /** Its wait was over when it acquired that, though nobody has said so yet. */
    @Test
    void where_what_it_holds_was_acquired_since_it_began_to_wait() {
        long pool = full(2, 30 * SECOND);
        scene.release(held.get(0));
        scene.waits(pool, thread(0));
        scene.pass(900 * MILLI);
        lent(pool, thread(0));
        scene.passSeconds(1);
        assertSilence();
    }

    private OpenLease lent(long pool, ThreadRef thread) {
        return scene.acquire(scene.id(), pool, scene.open(0), 0, thread, Scene.SITE, null);
    }
}
