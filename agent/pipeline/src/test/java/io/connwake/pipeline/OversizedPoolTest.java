package io.connwake.pipeline;

import static io.connwake.pipeline.Scene.MILLI;
import static io.connwake.pipeline.Scene.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.pipeline.model.Finding;
import io.connwake.pipeline.model.Finding.Severity;
import io.connwake.pipeline.model.Names;
import io.connwake.recorder.event.Closed;
import io.connwake.recorder.event.PoolFacts;
import io.connwake.recorder.event.PoolUpkeep;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class OversizedPoolTest {
    private static final PoolUpkeep FIXED =
            new PoolUpkeep(1_800 * SECOND, 600 * SECOND, PoolFacts.ENDLESS, 5 * SECOND, PoolFacts.ENDLESS, null);

    private final Scene scene = new Scene();
    private final List<Long> connections = new ArrayList<>();
    private long pool;

    private void opened(int minimum, int limit) {
        opened("HikariCP", minimum, limit);
    }

    private void opened(String library, int minimum, int limit) {
        pool = scene.pool(library, minimum, limit, FIXED);
        for (int i = 0; i < limit; i++) {
            connections.add(scene.open(pool));
        }
    }

    /** An hour of it, once a second. */
    private void usedForLong(int atOnce) {
        used(atOnce, 3_601, 1);
    }

    private void used(int atOnce, int seconds, int timesASecond) {
        for (int i = 0; i < seconds * timesASecond; i++) {
            List<OpenLease> leases = new ArrayList<>();
            for (int j = 0; j < atOnce; j++) {
                leases.add(scene.acquire(pool, connections.get(j)));
            }
            scene.now += 2 * MILLI;
            leases.forEach(scene::release);
            scene.pass(SECOND / timesASecond);
        }
    }

    @Test
    void a_pool_that_keeps_many_times_what_it_needs_is_a_warning_with_a_smaller_size_and_a_formula_with_blanks() {
        opened(10, 10);
        usedForLong(2);
        assertThat(scene.output.findingStates("oversized_pool")).containsExactly("confirmed");
        Finding finding = scene.output.last("oversized_pool");
        assertThat(finding.severity()).isEqualTo(Severity.WARN);
        assertThat(finding.sentence())
                .isEqualTo("Pool orders keeps 10 connections open, but needed 2 at once at most.");
        assertThat((String) finding.attributes().get(Names.FINDING_ADVICE))
                .startsWith(
                        "If this was the usual load, set maximumPoolSize=3; or keep the limit and set minimumIdle=2")
                .contains("at the price of 5 ms for each connect")
                .endsWith("The server must allow the limit × __ processes.");
    }

    @Test
    void it_speaks_of_no_idle_timeout_where_the_pool_has_none() {
        opened("Vibur", 10, 10);
        usedForLong(2);
        assertThat((String) scene.output.last("oversized_pool").attributes().get(Names.FINDING_ADVICE))
                .contains("; or keep the limit and set poolInitialSize=2, at the price of 5 ms for each connect");
    }

    @Test
    void it_says_how_the_pool_is_set() {
        opened(10, 10);
        usedForLong(2);
        assertThat((String) scene.output.last("oversized_pool").attributes().get(Names.FINDING_EVIDENCE))
                .contains("8 connections were never in use (minimumIdle=10, maximumPoolSize=10). At the server that is"
                        + " 10 × the number of such processes, where 2 × as many would do.");
    }

    @Test
    void it_is_resolved_when_more_are_needed_after_all() {
        opened(10, 10);
        usedForLong(2);
        used(6, 5, 4);
        scene.passSeconds(3);
        assertThat(scene.output.findingStates("oversized_pool")).containsExactly("confirmed", "resolved");
    }

    @Test
    void a_process_that_ends_has_shown_all_that_it_will() {
        opened(10, 10);
        used(2, 70, 4);
        assertThat(scene.output.findings).isEmpty();
        scene.finish();
        assertThat(scene.output.findingStates("oversized_pool")).containsExactly("confirmed");
    }

    @Test
    void so_has_one_that_closes_its_pool_before_it_ends() {
        opened(10, 10);
        used(2, 70, 4);
        closed();
        scene.passSeconds(5);
        scene.finish();
        assertThat(scene.output.last("oversized_pool").sentence())
                .isEqualTo("Pool orders keeps 10 connections open, but needed 2 at once at most.");
        assertThat((String) scene.output.last("oversized_pool").attributes().get(Names.FINDING_EVIDENCE))
                .startsWith("560 leases in 70.");
    }

    private void closed() {
        connections.forEach(each -> scene.close(each, Closed.How.CLOSED));
        scene.close(pool);
    }

    @Nested
    class it_is_silent {
        private void assertSilence() {
            assertThat(scene.output.findingStates("oversized_pool")).isEmpty();
        }

        @Test
        void where_the_need_is_close() {
            opened(10, 10);
            usedForLong(5);
            assertSilence();
        }

        @Test
        void in_the_first_hour() {
            opened(10, 10);
            used(2, 3_500, 1);
            assertSilence();
        }

        @Test
        void at_the_end_of_a_process_that_lived_for_less_than_a_minute() {
            opened(10, 10);
            used(2, 55, 4);
            scene.finish();
            assertSilence();
        }

        @Test
        void of_one_that_was_closed_long_before_the_process_ends() {
            opened(10, 10);
            used(2, 70, 4);
            closed();
            scene.passSeconds(70);
            scene.finish();
            assertSilence();
        }

        @Test
        void where_it_is_hardly_used() {
            opened(10, 10);
            used(1, 120, 1);
            scene.passSeconds(3_600);
            assertSilence();
        }

        @Test
        void where_the_pool_itself_closes_what_is_idle() {
            opened(2, 10);
            usedForLong(2);
            assertSilence();
        }
    }
}
