package io.connwake.pipeline;

import static io.connwake.pipeline.Scene.MILLI;
import static io.connwake.pipeline.Scene.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.pipeline.model.Names;
import io.connwake.pipeline.model.Span;
import io.connwake.pipeline.origin.PipelineSettings;
import io.connwake.pipeline.spans.SpanBudget;
import io.connwake.recorder.event.TraceParent;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SamplingTest {
    private static final TraceParent UNSAMPLED = new TraceParent(1, 2, 3, false);

    private final Scene scene = new Scene(PipelineSettings.defaults(), new SpanBudget(10, true));
    private final long pool = scene.pool("orders", 4, 2 * SECOND);
    private final long connection = scene.open(0);

    private void boring(int leases, long spacingNanos) {
        for (int i = 0; i < leases; i++) {
            scene.release(scene.acquire(pool, connection));
            scene.pass(spacingNanos);
        }
    }

    @Nested
    class a_boring_lease {
        private a_boring_lease() {
            scene.pass(SECOND);
        }

        @Test
        void is_kept_within_the_budget() {
            boring(20, SECOND / 5);
            scene.finish();
            assertThat(scene.output.named("lease")).hasSize(20);
            assertThat(scene.output.sum(Names.AGENT_SPANS_DROPPED)).isZero();
        }

        @Test
        void is_sampled_all_over_the_second_above_it() {
            boring(300, 10 * MILLI);
            scene.finish();
            assertThat(scene.output.named("lease")).hasSizeBetween(25, 45);
            assertThat(scene.output.named("lease").stream()
                            .mapToLong(Span::startEpochNanos)
                            .filter(start -> start % SECOND > SECOND / 2))
                    .isNotEmpty();
            assertThat(scene.output.sum(Names.AGENT_SPANS_DROPPED, Names.AGENT_KIND, "lease"))
                    .isEqualTo(300 - scene.output.named("lease").size());
            assertThat(scene.output.sum(Names.USE_TIME)).isEqualTo(300);
        }

        @Test
        void of_a_trace_that_is_not_sampled_is_left_out() {
            scene.release(scene.acquire(pool, connection, 0, UNSAMPLED));
            scene.passSeconds(2);
            assertThat(scene.output.named("lease")).isEmpty();
        }
    }

    @Nested
    class what_matters {
        @Test
        void is_kept_beside_the_boring_rest_and_in_any_trace() {
            boring(50, MILLI);
            OpenLease failing = scene.acquire(pool, connection, 0, UNSAMPLED);
            scene.fail(failing, Scene.error("java.sql.SQLException", "23505", null));
            scene.release(failing);
            scene.passSeconds(2);
            assertThat(scene.output.named("lease")).filteredOn(Span::error).hasSize(1);
        }

        @Test
        void has_a_cap_in_which_errors_go_before_waits() {
            for (int i = 0; i < 500; i++) {
                scene.release(scene.acquire(pool, connection, 5 * MILLI, null));
            }
            for (int i = 0; i < 500; i++) {
                scene.acquireFails(pool, 2 * SECOND, Scene.error("java.sql.SQLException", null, "failed"));
            }
            scene.turn();
            scene.turn();
            assertThat(scene.output.named("lease")).hasSizeBetween(80, 100);
            assertThat(scene.output.named("lease")).filteredOn(Span::error).hasSizeGreaterThan(25);
            scene.finish();
            assertThat(scene.output.named("finding")).isEmpty();
        }

        @Test
        void among_waits_is_the_longer_one() {
            for (int i = 0; i < 200; i++) {
                scene.release(scene.acquire(pool, connection, i % 2 == 0 ? 2 * MILLI : 50 * MILLI, null));
            }
            scene.turn();
            scene.turn();
            long brief = scene.output.named("lease").stream()
                    .filter(lease ->
                            Double.valueOf(0.002).equals(lease.attributes().get(Names.LEASE_WAIT)))
                    .count();
            assertThat(brief).isLessThan(scene.output.named("lease").size() / 2);
        }
    }

    @Test
    void an_invocation_is_kept_where_a_lease_of_it_was() {
        for (int i = 0; i < 300; i++) {
            scene.begin("com.acme.Job.run", null);
            for (int each = 0; each < 3; each++) {
                scene.release(scene.acquire(pool, connection));
            }
            scene.end(false);
            scene.pass(10 * MILLI);
        }
        scene.passSeconds(2);
        List<Long> invocations = scene.output.named("Job.run").stream()
                .map(invocation -> invocation.id().spanId())
                .toList();
        assertThat(scene.output.named("lease")).hasSizeLessThan(200);
        assertThat(scene.output.named("lease"))
                .isNotEmpty()
                .allSatisfy(lease -> assertThat(invocations).contains(lease.parentSpanId()));
    }

    @Test
    void an_acquire_is_kept_with_its_lease_or_not_at_all() {
        for (int i = 0; i < 500; i++) {
            scene.release(scene.acquire(pool, connection, 5 * MILLI, null));
        }
        scene.finish();
        assertThat(scene.output.named("acquire"))
                .extracting(Span::parentSpanId)
                .containsExactlyElementsOf(scene.output.named("lease").stream()
                        .map(lease -> lease.id().spanId())
                        .toList());
    }
}
