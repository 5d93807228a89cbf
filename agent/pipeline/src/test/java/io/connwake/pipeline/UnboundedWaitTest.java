package io.connwake.pipeline;

import static io.connwake.pipeline.Scene.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.pipeline.model.Finding;
import io.connwake.pipeline.model.Finding.Severity;
import io.connwake.pipeline.model.Names;
import io.connwake.recorder.event.PoolFacts;
import io.connwake.recorder.event.PoolSeen;
import io.connwake.recorder.event.PoolUpkeep;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class UnboundedWaitTest {
    private final Scene scene = new Scene();

    private long waiting(long timeoutNanos, int seconds) {
        long pool = scene.pool("Commons DBCP 2", "orders", 1, timeoutNanos);
        OpenLease first = scene.acquire(pool, scene.open(0));
        scene.pass(3 * SECOND);
        scene.release(first);
        scene.turn();
        scene.acquire(pool, first.acquired.connectionId());
        scene.turn();
        scene.waits(pool);
        scene.passSeconds(seconds);
        return pool;
    }

    @Test
    void a_wait_that_lasts_for_the_threshold_and_may_last_for_ever_is_a_warning_with_a_value_from_what_holders_need() {
        waiting(PoolFacts.ENDLESS, 12);
        assertThat(scene.output.findingStates("unbounded_wait")).containsExactly("confirmed");
        Finding finding = scene.output.last("unbounded_wait");
        assertThat(finding.severity()).isEqualTo(Severity.WARN);
        assertThat(finding.attributes().get(Names.FINDING_SITE)).isEqualTo("com.acme.Audit.log(Audit.java:17)");
        assertThat(finding.attributes().get(Names.FINDING_ADVICE))
                .isEqualTo("Set maxWaitMillis=6000, so that callers fail after 6.0 s instead of hanging; the longest"
                        + " lease that came back took 3.0 s.");
    }

    @Test
    void it_stands_beside_the_exhaustion_that_says_who_has_the_connections() {
        waiting(PoolFacts.ENDLESS, 12);
        assertThat(scene.output.findingStates("pool_exhausted")).containsExactly("confirmed");
    }

    @Test
    void it_is_resolved_when_the_pool_gets_a_timeout() {
        long pool = waiting(PoolFacts.ENDLESS, 12);
        scene.tell(new PoolSeen(
                scene.now, new PoolFacts(pool, "Commons DBCP 2", "orders", 1, 1, 1, 5 * SECOND, PoolUpkeep.UNKNOWN)));
        scene.passSeconds(2);
        assertThat(scene.output.findingStates("unbounded_wait")).containsExactly("confirmed", "resolved");
    }

    @Nested
    class it_is_silent {
        @Test
        void as_long_as_it_does_not_hurt() {
            waiting(PoolFacts.ENDLESS, 8);
            assertThat(scene.output.findings).isEmpty();
        }

        @Test
        void where_the_wait_has_an_end() {
            waiting(60 * SECOND, 12);
            assertThat(scene.output.findingStates("unbounded_wait")).isEmpty();
        }
    }
}
