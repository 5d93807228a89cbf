package io.connwake.pipeline;

import static io.connwake.pipeline.Scene.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.pipeline.live.Situation;
import io.connwake.recorder.event.StillOpen.Holder;
import io.connwake.recorder.event.ThreadRef;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SituationTest {
    private static final long LONG = 90 * SECOND;

    private final Scene scene = new Scene();

    @Test
    void of_nothing_heard_yet_is_empty() {
        assertThat(told()).containsExactly("!0");
    }

    @Test
    void has_pools_with_who_holds_and_who_waits() {
        long pool = scene.pool("orders", 2, 5 * SECOND);
        OpenLease forgotten = scene.acquire(pool, scene.open(0));
        OpenLease busy = scene.acquire(pool, scene.open(0));
        forgotten.holder = Holder.DEAD;
        busy.inDriver = true;
        scene.waits(pool, Scene.OTHER_WORKER);
        scene.now += LONG;

        List<String> told = told();

        assertThat(told).contains("-orders\tHikariCP\t2\t2\t2\t1\t0\t1\t5.0 s", "#Open leases (2)");
        assertThat(told)
                .filteredOn(line -> line.contains(Scene.PLACE.toString()))
                .hasSize(2)
                .anyMatch(line -> line.contains("its thread has ended"))
                .anyMatch(line -> line.contains("in a driver call"))
                .allMatch(line -> line.startsWith("-orders\t90.0 s\t"));
        assertThat(told).contains("-orders\t90.0 s\thttp-9\t" + Scene.WAITING_CODE);
    }

    @Test
    void numbers_threads_without_a_name_as_virtual_ones_are() {
        long pool = scene.pool("orders", 1, 5 * SECOND);
        scene.acquire(scene.id(), pool, scene.open(0), 0, new ThreadRef(41, ""), Scene.SITE, null);
        scene.waits(pool, new ThreadRef(42, ""));
        scene.now += LONG;

        assertThat(told())
                .anyMatch(line -> line.contains("\tthread #41\t"))
                .contains("-orders\t90.0 s\tthread #42\t" + Scene.WAITING_CODE);
    }

    @Test
    void has_no_lease_that_was_given_back_and_no_wait_that_is_over() {
        long pool = scene.pool("orders", 2, 5 * SECOND);
        scene.release(scene.acquire(pool, scene.open(0)));

        assertThat(told())
                .contains("#Open leases (0)", "#Waiting acquires (0)")
                .contains("-orders\tHikariCP\t2\t1\t0\t0\t1\t0\t5.0 s");
    }

    @Test
    void has_what_no_pool_lends_but_not_what_a_pool_opened_for_itself() {
        scene.acquire(0, scene.open(0, 0, Scene.PLACE, false));
        scene.acquire(0, scene.open(0));

        assertThat(told()).contains("#Open leases (1)").anyMatch(line -> line.startsWith("-none\t"));
    }

    @Test
    void neither_hastens_nor_delays_what_is_found() {
        OpenLease forgotten = scene.acquire(scene.pool("orders", 2, 5 * SECOND), scene.open(0));
        forgotten.holder = Holder.GONE;
        scene.passSeconds(29);
        scene.now += SECOND / 2;

        told();

        assertThat(scene.script.looks).isZero();
        assertThat(scene.output.findings).isEmpty();
        scene.passSeconds(2);
        assertThat(scene.output.findings).isNotEmpty();
    }

    @Test
    @Timeout(30)
    void is_told_on_the_drains_own_thread_and_not_any_more_when_that_has_ended() throws InterruptedException {
        scene.acquire(scene.pool("orders", 2, 5 * SECOND), scene.open(0));
        DrainThread thread = new DrainThread(() -> scene.drain, scene.guard, 1_024, 0, true);
        thread.start();
        Situation situation = new Situation();

        assertThat(thread.look(20 * SECOND, situation)).isTrue();
        assertThat(situation.sheet().endingWith(0)).contains("#Open leases (1)");
        assertThat(thread.stop(20 * SECOND)).isTrue();
        assertThat(thread.look(20 * SECOND, new Situation())).isFalse();
    }

    private List<String> told() {
        Situation situation = new Situation();
        scene.drain.look(scene.now, situation);
        return situation.sheet().endingWith(0).lines().toList();
    }
}
