package io.connwake.contracts;

import static io.connwake.testing.OtherAgent.OPEN_TELEMETRY;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.beside.AnnotatedEntry;
import com.example.beside.Entry;
import com.example.beside.OwnSpanEntry;
import com.example.beside.WebEntry;
import io.connwake.testing.Jdk;
import io.connwake.testing.SpanSeen;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Together with the OpenTelemetry Java agent, and in an application that traces itself. */
@Execution(ExecutionMode.CONCURRENT)
class BesideOpenTelemetryIT {
    private static final String NEW_NAMES = "otel.semconv-stability.opt-in";
    private static final String[] API = {
        "opentelemetry-api",
        "opentelemetry-context",
        "opentelemetry-common",
        "opentelemetry-instrumentation-annotations"
    };

    @Nested
    class leases {
        @ParameterizedTest
        @CsvSource({"17,CONNWAKE_FIRST", "17,CONNWAKE_LAST", "25,CONNWAKE_FIRST", "25,CONNWAKE_LAST"})
        void are_children_of_the_agents_spans_of_requests(int java, Order order) {
            ShopRun run = ShopRun.on(jdk(java), WebEntry.class)
                    .beside(OPEN_TELEMETRY, "", order)
                    .property("connwake.invocations", "com.example.beside.WebEntry#answer")
                    .run();
            assertThat(run.exit().code()).isEqualTo(3);
            assertThat(run.exit().out()).isEqualTo("served\n");
            assertThat(run.complaints()).isEmpty();
            haveParents(run.leases(), requests(run, "GET /orders"));
            assertThat(run.ofOurs()).noneMatch(span -> span.name().startsWith("WebEntry"));
            // the application's five requests and its statements, and nothing of our exports
            assertThat(run.ofOthers())
                    .allMatch(span -> span.scope().matches("io.opentelemetry.(jdbc|java-http-server)"));
            assertThat(run.seen().sum("connwake.agent.errors")).isZero();
        }

        @ParameterizedTest
        @CsvSource({"17,CONNWAKE_FIRST", "25,CONNWAKE_LAST"})
        void are_children_of_the_spans_of_annotated_methods(int java, Order order) {
            ShopRun run = ShopRun.on(jdk(java), AnnotatedEntry.class)
                    .with(API)
                    .beside(OPEN_TELEMETRY, "", order)
                    .property("connwake.invocations", AnnotatedEntry.class.getName() + "#enter")
                    .run();
            assertThat(run.exit().out()).isEqualTo("served\n");
            assertThat(run.complaints()).isEmpty();
            haveParents(run.leases(), requests(run, "order"));
            assertThat(run.seen().sum("connwake.agent.errors")).isZero();
        }

        @ParameterizedTest
        @CsvSource({"17", "25"})
        void are_children_of_the_applications_own_spans(int java) {
            ShopRun run = ShopRun.on(jdk(java), OwnSpanEntry.class)
                    .with(API)
                    .with(
                            "opentelemetry-sdk-1",
                            "opentelemetry-sdk-common",
                            "opentelemetry-sdk-trace",
                            "opentelemetry-sdk-metrics",
                            "opentelemetry-sdk-logs")
                    .alone()
                    .run();
            assertThat(run.exit().err()).isEmpty();
            List<String> told = run.exit()
                    .out()
                    .lines()
                    .filter(line -> !line.equals("served"))
                    .toList();
            assertThat(run.leases())
                    .extracting(lease -> lease.traceId() + " " + lease.parentSpanId())
                    .containsExactlyInAnyOrderElementsOf(told);
        }

        private List<SpanSeen> requests(ShopRun run, String name) {
            return run.ofOthers().stream()
                    .filter(span -> span.name().equals(name))
                    .toList();
        }

        private void haveParents(List<SpanSeen> leases, List<SpanSeen> requests) {
            assertThat(leases)
                    .hasSize(5)
                    .extracting(lease -> lease.traceId() + lease.parentSpanId())
                    .containsExactlyInAnyOrderElementsOf(requests.stream()
                            .map(request -> request.traceId() + request.spanId())
                            .toList());
        }
    }

    @Nested
    class metrics_of_pools {
        @ParameterizedTest
        @CsvSource({"17,CONNWAKE_FIRST", "25,CONNWAKE_LAST"})
        void that_the_agent_sends_by_our_names_are_sent_once(int java, Order order) {
            ShopRun run = ShopRun.on(jdk(java), Entry.Plain.class)
                    .beside(OPEN_TELEMETRY, "", order)
                    .property(NEW_NAMES, "database")
                    .run();
            assertThat(run.poolMetrics(false)).contains("db.client.connection.count", "db.client.connection.wait_time");
            assertThat(run.poolMetrics(true)).containsExactly("db.client.connection.limit");
            assertThat(run.poolMetrics(false)).doesNotContainAnyElementsOf(run.poolMetrics(true));
            assertThat(run.seen().metricNames()).contains("connwake.lease.open", "connwake.pool.demand");
        }

        @Test
        void that_the_agent_sends_by_older_names_stay() {
            ShopRun run = ShopRun.on(jdk(17), Entry.Plain.class)
                    .beside(OPEN_TELEMETRY, "", Order.CONNWAKE_LAST)
                    .run();
            assertThat(run.poolMetrics(false)).contains("db.client.connections.usage");
            assertThat(run.poolMetrics(true)).contains("db.client.connection.count", "db.client.connection.wait_time");
        }

        @Test
        void of_which_the_agent_was_told_to_keep_off_stay() {
            ShopRun run = ShopRun.on(jdk(17), Entry.Plain.class)
                    .beside(OPEN_TELEMETRY, "", Order.CONNWAKE_LAST)
                    .property(NEW_NAMES, "database")
                    .property("otel.instrumentation.hikaricp.enabled", "false")
                    .run();
            assertThat(run.poolMetrics(false)).isEmpty();
            assertThat(run.poolMetrics(true)).contains("db.client.connection.count", "db.client.connection.wait_time");
        }

        @Test
        void are_sent_twice_if_asked_for() {
            ShopRun run = ShopRun.on(jdk(17), Entry.Plain.class)
                    .beside(OPEN_TELEMETRY, "", Order.CONNWAKE_FIRST)
                    .property(NEW_NAMES, "database")
                    .property("connwake.metrics.pool", "on")
                    .run();
            assertThat(run.poolMetrics(false)).contains("db.client.connection.count");
            assertThat(run.poolMetrics(true)).contains("db.client.connection.count");
        }
    }

    private static Jdk jdk(int java) {
        return CaseRun.jdk(java).orElseThrow();
    }
}
