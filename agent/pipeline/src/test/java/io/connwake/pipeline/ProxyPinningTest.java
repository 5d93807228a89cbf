package io.connwake.pipeline;

import static io.connwake.pipeline.Scene.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.pipeline.model.Finding;
import io.connwake.pipeline.model.Metric;
import io.connwake.pipeline.model.Names;
import io.connwake.recorder.event.Closed;
import io.connwake.recorder.event.Proxy;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyPinningTest {
    private static final String KIND = "proxy_pinning";

    private final Scene scene = new Scene();
    private final long pool = scene.pool("orders", 4, 2 * SECOND);

    private long pinnedByCode(Proxy proxy, String reason, boolean certain) {
        long connection = scene.open(0);
        OpenLease lease = scene.acquire(pool, connection);
        scene.pins(proxy, connection, lease, reason, certain);
        scene.release(lease);
        return connection;
    }

    private long pinnedByPool(String reason) {
        long connection = scene.open(pool);
        scene.pins(Proxy.RDS, connection, null, reason, true);
        return connection;
    }

    private Finding said() {
        scene.passSeconds(2);
        return scene.output.last(KIND);
    }

    private String advice() {
        return String.valueOf(said().attributes().get(Names.FINDING_ADVICE));
    }

    @Nested
    class a_statement_that_pins_for_certain {
        @Test
        void is_confirmed_with_its_line_and_the_share_of_the_pool() {
            pinnedByCode(Proxy.RDS, "set", true);
            scene.open(pool);
            assertThat(said().state()).isEqualTo(Finding.State.CONFIRMED);
            assertThat(said().attributes().get(Names.FINDING_SITE)).isEqualTo(Scene.PLACE.toString());
            assertThat(said().sentence())
                    .isEqualTo(
                            "A SET pins 1 of the 2 open connections of pool orders: RDS Proxy keeps a database connection"
                                    + " for it alone, until it is closed.");
        }

        @Test
        void tells_how_long_the_session_could_have_served_others() {
            long connection = pinnedByCode(Proxy.RDS, "set", true);
            scene.pass(SECOND);
            scene.pinnedFor(connection, 40 * SECOND, 3 * SECOND);
            scene.turn();
            scene.finish();
            assertThat(scene.output.last(KIND).attributes().get(Names.FINDING_EVIDENCE))
                    .asString()
                    .contains("pinned for 40.0 s in all, 37.0 s of it outside a transaction");
        }

        @Test
        void is_one_case_with_its_other_reasons_at_the_same_line() {
            pinnedByCode(Proxy.RDS, "set", true);
            pinnedByCode(Proxy.RDS, "listen", true);
            assertThat(said().sentence()).startsWith("A SET and a LISTEN pin all 2 open connections of pool orders");
            assertThat(scene.output.findingStates(KIND)).containsExactly("confirmed");
        }

        @Test
        void is_resolved_when_its_connections_are_gone_for_a_minute() {
            long connection = pinnedByCode(Proxy.RDS, "set", true);
            scene.pass(SECOND);
            scene.close(connection, Closed.How.CLOSED);
            scene.passSeconds(58);
            assertThat(scene.output.findingStates(KIND)).doesNotContain("resolved");
            scene.passSeconds(5);
            assertThat(scene.output.findingStates(KIND)).endsWith("resolved");
        }
    }

    @Nested
    class what_likely_pins {
        @Test
        void is_a_suspicion_and_reaches_nobody_else() {
            pinnedByCode(Proxy.RDS, "set", false);
            scene.passSeconds(70);
            assertThat(scene.output.findingStates(KIND)).containsExactly("suspected");
            assertThat(scene.notices).isEmpty();
            assertThat(scene.output.named("finding")).isEmpty();
        }

        @Test
        void is_confirmed_once_something_certain_pins_there() {
            pinnedByCode(Proxy.RDS, "set", false);
            scene.passSeconds(2);
            pinnedByCode(Proxy.RDS, "set", true);
            scene.passSeconds(2);
            assertThat(scene.output.findingStates(KIND)).containsExactly("suspected", "confirmed");
        }
    }

    @Nested
    class the_advice {
        @ParameterizedTest
        @CsvSource({
            "set, ALTER ROLE",
            "schema, search_path",
            "isolation, @Transactional without isolation",
            "lock, pg_advisory_xact_lock",
            "sequence, IDENTITY",
            "listen, not through the proxy",
            "large_statement, 16 KB",
            "prepared, Let the driver prepare",
            "cursor, setFetchSize",
            "temp_object, WITH query",
            "client_info, ALTER ROLE",
            "other, not through the proxy"
        })
        void says_what_to_write_instead(String reason, String words) {
            pinnedByCode(Proxy.RDS, reason, true);
            assertThat(advice()).contains(words);
        }

        @ParameterizedTest
        @CsvSource({"set, connectionInitSql", "schema, schema", "isolation, transactionIsolation"})
        void names_the_property_where_the_pool_did_it(String reason, String property) {
            pinnedByPool(reason);
            assertThat(advice()).startsWith("Drop " + property + "; set it once by ALTER ROLE");
            assertThat(scene.output.last(KIND).sentence())
                    .contains("by the pool, as it makes a connection ready, pins");
        }

        @Test
        void names_the_key_of_spring_boot_where_that_is_there() {
            scene.loadedClasses.add("org.springframework.boot.SpringApplication");
            pinnedByPool("set");
            assertThat(advice()).contains("connectionInitSql (spring.datasource.hikari.connection-init-sql)");
        }

        @Test
        void is_to_upgrade_a_driver_that_pins_when_it_connects() {
            pinnedByPool("connect");
            assertThat(advice()).startsWith("Upgrade pgjdbc to 42.7.4");
            assertThat(scene.output.last(KIND).sentence())
                    .startsWith("What the driver sends when it connects pins the only");
        }
    }

    @Nested
    class behind_pgbouncer {
        @Test
        void what_is_left_behind_is_said_to_be_lost_and_found_by_others() {
            pinnedByCode(Proxy.PGBOUNCER, "set", true);
            assertThat(said().sentence()).startsWith("A SET through PgBouncer on the only open connection of pool");
            assertThat(said().sentence()).contains("the next client gets");
            assertThat(advice()).contains("SET LOCAL");
        }

        @Test
        void nothing_is_pinned() {
            pinnedByCode(Proxy.PGBOUNCER, "lock", true);
            scene.passSeconds(11);
            assertThat(scene.output.points("connwake.connection.pinned")).isEmpty();
            assertThat(scene.output.only("lease").attributes().get(Names.CONNECTION_PINNED_BY))
                    .isNull();
        }
    }

    @Nested
    class without_a_pin {
        @ParameterizedTest
        @ValueSource(ints = {0, 3})
        void nothing_is_said(int leases) {
            for (int i = 0; i < leases; i++) {
                scene.release(scene.acquire(pool, scene.open(0)));
            }
            scene.passSeconds(10);
            assertThat(scene.output.findings).isEmpty();
        }

        @Test
        void nothing_is_said_of_a_connection_that_ended_long_ago() {
            scene.pins(Proxy.RDS, 0, null, "set", true);
            scene.passSeconds(10);
            assertThat(scene.output.findings).isEmpty();
        }
    }

    @Nested
    class the_metrics {
        @Test
        void count_pinned_connections_by_their_first_reason_until_they_are_closed() {
            long connection = pinnedByCode(Proxy.RDS, "set", true);
            scene.pins(Proxy.RDS, connection, null, "listen", true);
            pinnedByCode(Proxy.RDS, "lock", true);
            scene.passSeconds(11);
            assertThat(scene.output.sum("connwake.connection.pinned", "connwake.pin.reason", "set"))
                    .isEqualTo(1);
            assertThat(scene.output.sum("connwake.connection.pinned")).isEqualTo(2);
            scene.close(connection, Closed.How.CLOSED);
            scene.passSeconds(11);
            assertThat(scene.output.sum("connwake.connection.pinned")).isEqualTo(1);
        }

        @Test
        void count_the_seconds_in_transactions_and_outside_them() {
            long connection = pinnedByCode(Proxy.RDS, "set", true);
            scene.turn();
            scene.pinnedFor(connection, 4 * SECOND, SECOND);
            scene.turn();
            scene.pinnedFor(connection, 10 * SECOND, 3 * SECOND);
            scene.passSeconds(11);
            assertThat(seconds("in_transaction")).isEqualTo(3);
            assertThat(seconds("idle")).isEqualTo(7);
        }

        private double seconds(String use) {
            return scene.output.points("connwake.connection.pinned_time").stream()
                    .filter(point -> use.equals(point.attributes().get("connwake.pin.use")))
                    .mapToDouble(Metric.Point::seconds)
                    .sum();
        }
    }

    @Test
    void a_lease_says_what_pins_its_connection() {
        pinnedByCode(Proxy.RDS, "set", true);
        scene.passSeconds(2);
        assertThat(scene.output.only("lease").attributes().get(Names.CONNECTION_PINNED_BY))
                .isEqualTo("set");
    }
}
