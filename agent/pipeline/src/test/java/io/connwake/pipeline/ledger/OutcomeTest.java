package io.connwake.pipeline.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.recorder.event.AcquireFailed;
import io.connwake.recorder.event.ErrorFacts;
import io.connwake.recorder.event.PoolFacts;
import io.connwake.recorder.event.PoolUpkeep;
import io.connwake.recorder.event.ThreadRef;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each pool has its own way to say that a wait was in vain, and most hide a refused connect behind it. */
class OutcomeTest {
    private static final long SECOND = 1_000_000_000L;
    private static final ErrorFacts REFUSED = error("org.postgresql.util.PSQLException", "08001", "Connection refused");
    private static final ErrorFacts INTERRUPTED = error("java.lang.InterruptedException", null, null);

    private static ErrorFacts error(
            String type, @Nullable String state, @Nullable String message, ErrorFacts... causes) {
        return new ErrorFacts(type, state, 0, message, List.of(causes));
    }

    private static Outcome pooled(ErrorFacts error) {
        return outcome(1, error, 0);
    }

    private static Outcome outcome(long pool, ErrorFacts error, long waitNanos) {
        return outcome(pool, 2 * SECOND, error, waitNanos);
    }

    private static Outcome outcome(long pool, long timeoutNanos, ErrorFacts error, long waitNanos) {
        PoolFacts facts = new PoolFacts(1, "pool", "orders", 4, 0, 4, timeoutNanos, PoolUpkeep.UNKNOWN);
        AcquireFailed failed =
                new AcquireFailed(0, waitNanos, 1, pool, 0, new ThreadRef(1, "main"), null, null, error, false);
        return Outcome.of(failed, facts);
    }

    @Test
    void a_wait_in_vain_is_a_timeout() {
        assertThat(List.of(
                        pooled(error("java.sql.SQLTransientConnectionException", null, "? request timed out after ?")),
                        pooled(error("org.apache.tomcat.jdbc.pool.PoolExhaustedException", null, "? Pool empty. ?")),
                        pooled(error(
                                "java.sql.SQLException",
                                null,
                                "Cannot get a connection, pool error Timeout waiting for idle object, ?",
                                error("java.util.NoSuchElementException", null, "Timeout waiting for idle object, ?"))),
                        pooled(error(
                                "java.sql.SQLException",
                                null,
                                "An attempt by a client to ? a Connection has timed out.",
                                error("com.mchange.v2.resourcepool.TimeoutException", null, "?"))),
                        pooled(error("com.alibaba.druid.pool.GetConnectionTimeoutException", null, "wait ?")),
                        pooled(error("java.sql.SQLTimeoutException", "VI002", "?")),
                        pooled(error("java.sql.SQLException", null, "Sorry, acquisition timeout!")),
                        pooled(error(
                                "java.sql.SQLException",
                                null,
                                "Cannot get a connection, pool error Pool exhausted",
                                error("java.util.NoSuchElementException", null, "Pool exhausted"))),
                        pooled(
                                error(
                                        "java.sql.SQLException",
                                        null,
                                        "? get connection because ? are at maximum connection count (?) and there are none available")),
                        pooled(error("java.sql.SQLException", "08001", "Login timeout")),
                        pooled(error("java.sql.SQLException", "08001", "Timed out waiting for a free ?"))))
                .containsOnly(Outcome.TIMEOUT);
    }

    @Test
    void a_timeout_behind_which_a_driver_says_no_is_a_refusal() {
        assertThat(List.of(
                        pooled(error(
                                "java.sql.SQLTransientConnectionException",
                                "08001",
                                "? request timed out after ?",
                                REFUSED)),
                        pooled(error("com.alibaba.druid.pool.GetConnectionTimeoutException", null, "?", REFUSED)),
                        pooled(error(
                                "java.sql.SQLTransientConnectionException",
                                "53300",
                                "? request timed out after ?",
                                error("org.postgresql.util.PSQLException", "53300", "?"))),
                        pooled(REFUSED),
                        pooled(error("org.postgresql.util.PSQLException", "08001", "Connection attempt timed out."))))
                .containsOnly(Outcome.REFUSED);
    }

    @Test
    void a_driver_that_says_no_without_a_pool_is_a_refusal() {
        assertThat(outcome(0, REFUSED, 0)).isEqualTo(Outcome.REFUSED);
        assertThat(outcome(0, error("java.sql.SQLTimeoutException", null, "timed out"), 0))
                .isEqualTo(Outcome.FAILED);
    }

    @Test
    void a_failure_after_the_whole_acquire_timeout_is_a_timeout_whatever_it_says() {
        ErrorFacts mute = error("java.sql.SQLException", null, "?");
        assertThat(outcome(1, mute, 2 * SECOND)).isEqualTo(Outcome.TIMEOUT);
        assertThat(outcome(1, mute, SECOND)).isEqualTo(Outcome.FAILED);
    }

    /** As Ebean's, Atomikos's and Bitronix's say it. */
    @Test
    void a_failure_after_a_second_is_a_timeout_where_the_acquire_timeout_is_not_known() {
        ErrorFacts mute = error("com.acme.PoolEmptyException", null, "?");
        ErrorFacts drivers = error("java.sql.SQLException", null, "?", error("java.sql.SQLException", "08006", "?"));
        assertThat(outcome(1, PoolFacts.UNKNOWN, mute, SECOND)).isEqualTo(Outcome.TIMEOUT);
        assertThat(outcome(1, PoolFacts.UNKNOWN, mute, SECOND / 2)).isEqualTo(Outcome.FAILED);
        assertThat(outcome(1, PoolFacts.UNKNOWN, drivers, SECOND)).isNotEqualTo(Outcome.TIMEOUT);
    }

    @Test
    void an_interrupted_wait_failed() {
        assertThat(pooled(error("java.sql.SQLException", null, "? Interrupted during connection ?", INTERRUPTED)))
                .isEqualTo(Outcome.FAILED);
    }
}
