package io.connwake.scenarios;

import static io.connwake.scenarios.Play.CORRECTED;
import static io.connwake.scenarios.Play.FAULTY;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.trouble.Function;
import io.connwake.testing.ChildJvm;
import io.connwake.testing.Database;
import io.connwake.testing.Postgres;
import io.connwake.testing.SpanSeen;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Units of work that are named by {@code connwake.invocations}. */
class InvocationIT {
    private static final String METHODS =
            Function.class.getName() + "#handle," + Function.class.getName() + "#handleBadly";
    private final Database database = Postgres.shared().createDatabase("function");

    @Test
    void a_pool_built_in_each_call_is_found_with_its_line_and_price() {
        Play play = play(FAULTY, "pool");
        assertThat(play.confirmed()).containsOnlyKeys("pool_per_invocation");
        assertThat(play.site("pool_per_invocation")).contains("Function.withItsOwnPool(Function.java:");
        assertThat(play.evidence("pool_per_invocation")).matches("A build took [0-9.]+ m?s, [0-9]+ % of the time.*");
        assertThat(play.advice("pool_per_invocation"))
                .contains("outside com.example.trouble.Function.handleBadly (now its first connection is taken at");
    }

    @Test
    void a_connection_opened_in_each_call_is_found_with_its_line_and_price() {
        Play play = play(FAULTY, "connection");
        assertThat(play.confirmed()).containsOnlyKeys("connect_per_invocation");
        assertThat(play.site("connect_per_invocation")).contains("Function.withItsOwnConnection(Function.java:");
    }

    @Test
    void a_lease_left_open_at_the_end_of_a_call_is_a_leak() {
        Play play = play(FAULTY, "lease");
        assertThat(play.confirmed()).containsOnlyKeys("leak");
        assertThat(play.seen().spansNamed("lease ").stream().map(span -> span.attribute("connwake.lease.outcome")))
                .hasSize(6)
                .containsOnly("open_at_invocation_end");
    }

    @Test
    void a_pool_that_outlives_the_calls_is_none_and_each_call_has_a_span() {
        Play play = play(CORRECTED, "pool");
        assertThat(play.confirmed()).isEqualTo(Map.of());
        List<SpanSeen> calls = play.seen().spansNamed("Function.handle");
        assertThat(calls).hasSize(6);
        assertThat(calls)
                .extracting(call -> call.attribute("connwake.connections.leases"))
                .containsOnly(1L);
        assertThat(play.seen().spansNamed("lease "))
                .allSatisfy(
                        lease -> assertThat(calls).extracting(SpanSeen::spanId).contains(lease.parentSpanId()));
        assertThat(play.seen().histogramCount("connwake.invocation.open_connections"))
                .isEqualTo(6);
        play.recording().holdsContract();
    }

    @Test
    void a_method_that_can_not_be_meant_is_named_once_and_a_class_that_never_comes_is_counted() {
        String wrong = "com.acme.Job.run,com.acme.Job#run," + Function.class.getName() + "#handel,";
        ChildJvm jvm = ChildJvm.ofMain(Function.class).property("connwake.invocations", wrong + METHODS);
        Play play = Play.of(jvm, "Function", CORRECTED, database, database.jdbcUrl(), "pool");
        assertThat(play.exit().err().lines())
                .containsExactly(
                        "connwake: connwake.invocations: 'com.acme.Job.run' is no method such as"
                                + " com.acme.Job#run; it is left out",
                        "connwake: connwake.invocations: 'com.example.trouble.Function#handel' matches nothing:"
                                + " that class implements no such method itself; name the one that does");
        assertThat(play.seen().sum("connwake.agent.taps.unmatched", Map.of("connwake.agent.kind", "invocation")))
                .isEqualTo(2);
        assertThat(play.seen().spansNamed("Function.handle")).hasSize(6);
    }

    private Play play(String role, String fault) {
        ChildJvm jvm = ChildJvm.ofMain(Function.class)
                .property("connwake.invocations", METHODS)
                .property("connwake.leak.threshold", "1s");
        return Play.of(jvm, "Function", role, database, database.jdbcUrl(), fault);
    }
}
