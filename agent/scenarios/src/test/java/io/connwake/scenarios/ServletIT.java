package io.connwake.scenarios;

import static io.connwake.scenarios.Play.CORRECTED;
import static io.connwake.scenarios.Play.FAULTY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.connwake.testing.ChildJvm;
import io.connwake.testing.Database;
import io.connwake.testing.Postgres;
import io.connwake.testing.SpanSeen;
import io.connwake.testing.faults.ThrowingMethods;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that a servlet container serves, behind two filters each of which wraps them. */
class ServletIT {
    private static final String CALLER_TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String CALLER = "00f067aa0ba902b7";

    private final Database database = Postgres.shared().createDatabase("shop");

    @ParameterizedTest
    @EnumSource(WebServer.class)
    void each_request_is_one_unit_of_work_with_its_route_and_status(WebServer server) {
        Play play = play(
                server,
                CORRECTED,
                "/orders/1",
                "/plain",
                "/orders/traced",
                "/forwards",
                "/fails",
                "/secret.refused",
                "/stumbles",
                "/later",
                "/again",
                "/never");

        assertThat(play.exit().out().lines())
                .containsExactly(
                        "/orders/1 200",
                        "/plain 200",
                        "/orders/traced 200",
                        "/forwards 200",
                        "/fails 500",
                        "/secret.refused 503",
                        "/stumbles 500",
                        "/later 202",
                        "/again 200",
                        "/never 500");
        assertThat(requests(play))
                .extracting(
                        SpanSeen::name,
                        request -> request.attribute("http.response.status_code"),
                        request -> request.attribute("connwake.invocation.outcome"),
                        request -> request.attribute("connwake.connections.leases"))
                .containsExactlyInAnyOrder(
                        of("/orders/*", 200L, "ok", 1L),
                        of("/plain", 200L, "ok", 1L),
                        of("/orders/*", 200L, "ok", 1L),
                        of("/forwards", 200L, "ok", 1L),
                        of("/fails", 500L, "error", 1L),
                        of("/*.refused", 503L, "error", 0L),
                        of("/stumbles", 500L, "error", 1L),
                        of("/later", 202L, "ok", 1L),
                        of("/again", 200L, "ok", 1L),
                        of("/never", 500L, "timeout", 1L));
        assertThat(play.confirmed()).isEqualTo(Map.of());
        assertThat(play.seen().sum("connwake.agent.errors")).isZero();
        play.recording().holdsContract();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.connwake.boundaries.ServletBoundary.reached",
                "io.connwake.boundaries.ServletBoundary.left",
                "io.connwake.boundaries.ServletBoundary.*",
                "io.connwake.boundaries.ServletApi.*"
            })
    void requests_are_answered_the_same_where_what_watches_them_throws(String methods) {
        ThrowingMethods throwing = ThrowingMethods.of(methods, "!io.connwake.boundaries.ServletBoundary.completed");
        ChildJvm jvm = WebServer.TOMCAT_11.running("Visits", "shop").option(throwing.option());
        String[] pages = {"/orders/1", "/forwards", "/fails", "/secret.refused", "/later", "/again"};
        Play play = Play.of(jvm, "Throwing", CORRECTED, database, database.jdbcUrl(), pages);

        assertThat(play.exit().out().lines())
                .containsExactly(
                        "/orders/1 200",
                        "/forwards 200",
                        "/fails 500",
                        "/secret.refused 503",
                        "/later 202",
                        "/again 200");
        assertThat(play.exit().err()).doesNotContain("onnwake");
        assertThat(throwing.thrown()).isNotEmpty();
        assertThat(play.seen().sum("connwake.agent.errors")).isPositive();
    }

    @ParameterizedTest
    @EnumSource(names = {"TOMCAT_11", "JETTY_12"})
    void a_thread_whose_stack_overflowed_serves_units_of_work_again(WebServer server) {
        String[] pages = new String[24];
        Arrays.setAll(pages, i -> i % 6 == 0 ? "/circles" : "/plain");
        Play play = play(server, CORRECTED, pages);

        assertThat(play.exit().out().lines()).filteredOn("/plain 200"::equals).hasSize(20);
        assertThat(requests(play))
                .extracting(SpanSeen::name)
                .filteredOn("GET /shop/plain"::equals)
                .hasSize(20);
        assertThat(requests(play))
                .extracting(SpanSeen::name)
                .filteredOn("GET /shop/circles"::equals)
                .hasSize(4);
    }

    @Test
    void a_request_goes_on_from_its_callers_span_and_its_leases_are_children() {
        Play play = play(WebServer.TOMCAT_11, CORRECTED, "/orders/traced");

        SpanSeen request = requests(play).get(0);
        assertThat(request.traceId()).isEqualTo(CALLER_TRACE);
        assertThat(request.parentSpanId()).isEqualTo(CALLER);
        assertThat(request.kind()).isEqualTo("SERVER");
        assertThat(request.attribute("http.request.method")).isEqualTo("GET");
        assertThat(request.attribute("http.route")).isEqualTo("/shop/orders/*");
        assertThat(request.attribute("code.function.name")).isEqualTo("com.example.trouble.web.Shop$Orders.service");
        assertThat(play.seen().spansNamed("lease ")).hasSize(1).allSatisfy(lease -> {
            assertThat(lease.parentSpanId()).isEqualTo(request.spanId());
            assertThat(lease.traceId()).isEqualTo(CALLER_TRACE);
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"TOMCAT_9", "JETTY_12"})
    void a_lease_left_open_at_the_end_of_a_request_is_a_leak(WebServer server) {
        ChildJvm jvm = server.running("Visits", "shop").property("connwake.leak.threshold", "1s");
        String[] pages = {"/keeps", "/keeps", "/keeps", "/keeps"};
        Play play = Play.of(jvm, "Shop-" + server, FAULTY, database, database.jdbcUrl(), pages);

        assertThat(play.confirmed()).containsOnlyKeys("leak");
        assertThat(play.site("leak")).contains("Shop$Keeps.service(Shop.java:");
        assertThat(play.seen().spansNamed("lease "))
                .extracting(span -> span.attribute("connwake.lease.outcome"))
                .containsOnly("open_at_invocation_end");
    }

    @Test
    void a_connection_opened_in_each_request_is_found_with_its_line() {
        Play play = play(
                WebServer.TOMCAT_10,
                FAULTY,
                "/connects",
                "/connects",
                "/connects",
                "/connects",
                "/connects",
                "/connects");

        assertThat(play.confirmed()).containsOnlyKeys("connect_per_invocation");
        assertThat(play.site("connect_per_invocation")).contains("Shop$Connects.service(Shop.java:");
    }

    @Test
    void a_request_that_spring_routes_has_the_pattern_of_its_handler() {
        String[] spring = {
            "spring-web-",
            "spring-webmvc-",
            "spring-core-",
            "spring-beans-",
            "spring-context-",
            "spring-aop-",
            "spring-expression-",
            "spring-jcl-",
            "micrometer-commons-",
            "micrometer-observation-"
        };
        Play play = Play.of(
                WebServer.TOMCAT_10.running("Visits", "spring", spring),
                "Spring",
                CORRECTED,
                database,
                database.jdbcUrl(),
                "/api/orders/7",
                "/api/slow/7",
                "/api/broken/7");

        assertThat(requests(play))
                .extracting(SpanSeen::name, request -> request.attribute("http.response.status_code"))
                .containsExactlyInAnyOrder(
                        tuple("GET /shop/api/orders/{id}", 200L),
                        tuple("GET /shop/api/slow/{id}", 200L),
                        tuple("GET /shop/api/broken/{id}", 500L));
    }

    @ParameterizedTest
    @EnumSource(names = {"TOMCAT_10", "JETTY_9"})
    void an_application_that_was_dropped_is_collected(WebServer server) {
        Play play =
                Play.of(server.running("Redeploys", "shop"), "Redeploys", CORRECTED, database, database.jdbcUrl(), "8");

        assertThat(play.exit().out()).isEqualTo("8 of 8 collected\n");
        assertThat(requests(play)).hasSize(3 * 8);
        assertThat(play.seen().sum("connwake.agent.errors")).isZero();
    }

    private static Tuple of(String route, long status, String outcome, long leases) {
        return tuple("GET /shop" + route, status, outcome, leases);
    }

    private static List<SpanSeen> requests(Play play) {
        return play.seen().spans().stream()
                .filter(span -> span.kind().equals("SERVER"))
                .toList();
    }

    private Play play(WebServer server, String role, String... pages) {
        return Play.of(server.running("Visits", "shop"), "Shop-" + server, role, database, database.jdbcUrl(), pages);
    }
}
