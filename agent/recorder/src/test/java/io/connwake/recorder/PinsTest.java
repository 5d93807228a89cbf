package io.connwake.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.recorder.event.Acquired;
import io.connwake.recorder.event.Event;
import io.connwake.recorder.event.Opened;
import io.connwake.recorder.event.Pinned;
import io.connwake.recorder.event.PinnedFor;
import io.connwake.recorder.event.Proxy;
import java.lang.reflect.InvocationHandler;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What hooks would say of a driver's objects, said by hand: no server here looks like a proxy of Amazon's. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PinsTest {
    private static final String RDS = "jdbc:postgresql://orders.proxy-abc123.us-east-1.rds.amazonaws.com/orders";
    private static final String OTHER = "jdbc:postgresql://orders.abc123.us-east-1.rds.amazonaws.com/orders";

    private final Connection connection = object(Connection.class);
    private final Statement statement = object(Statement.class);
    private Recorder recorder = recorder(ProxyMode.AUTO);
    private int hook = 100;

    private static Recorder recorder(ProxyMode mode) {
        return new Recorder(
                new RecorderSettings(1_024, RecorderSettings.Capture.ALL, mode), type -> {}, (point, units) -> null);
    }

    private static <T> T object(Class<T> type) {
        InvocationHandler nothing = (self, method, arguments) -> null;
        return type.cast(
                java.lang.reflect.Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, nothing));
    }

    private void connect(String url) {
        recorder.connecting(++hook, object(Driver.class), url);
        recorder.connected(hook, connection);
        recorder.created(connection, statement);
    }

    private void execute(String sql) {
        recorder.executing(++hook, statement, sql);
        recorder.executed(hook);
    }

    private <T extends Event> List<T> told(Class<T> kind) {
        List<Event> all = new ArrayList<>();
        recorder.events().drain(all::add, 1_000);
        return all.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private List<String> reasons() {
        return told(Pinned.class).stream()
                .map(each -> each.reason() + (each.certain() ? "" : "?"))
                .toList();
    }

    @Nested
    class a_statement_that_pins {
        @Test
        void is_told_with_the_lease_and_the_line_of_the_application() {
            connect(RDS);
            execute("set statement_timeout = 1");
            List<Event> all = new ArrayList<>();
            recorder.events().drain(all::add, 100);

            Pinned pinned = (Pinned)
                    all.stream().filter(Pinned.class::isInstance).findFirst().orElseThrow();
            Acquired lease = (Acquired)
                    all.stream().filter(Acquired.class::isInstance).findFirst().orElseThrow();
            assertThat(pinned.proxy()).isEqualTo(Proxy.RDS);
            assertThat(pinned.leaseId()).isEqualTo(lease.leaseId());
            assertThat(pinned.connectionId()).isEqualTo(lease.connectionId());
            assertThat(all.stream().filter(Opened.class::isInstance)).hasSize(1);
        }

        @Test
        void is_told_once_for_each_reason() {
            connect(RDS);
            execute("set a = 1");
            execute("set b = 2; listen x");
            execute("listen y");
            assertThat(reasons()).containsExactly("set", "listen");
        }

        @Test
        void is_told_again_if_it_is_certain_only_later() {
            connect(RDS);
            execute("set local a = 1");
            execute("set a = 1");
            execute("set local a = 1");
            assertThat(reasons()).containsExactly("set?", "set");
        }

        @Test
        void is_told_where_it_is_prepared_or_batched() {
            connect(RDS);
            recorder.preparing(connection, "select nextval('orders')");
            recorder.preparing(statement, "listen orders");
            assertThat(reasons()).containsExactly("sequence", "listen");
        }

        @Test
        void within_a_call_of_the_driver_itself_is_the_drivers() {
            connect(RDS);
            recorder.validating(++hook, connection);
            recorder.executing(hook + 1, statement, "set a = 1");
            recorder.executed(hook + 1);
            recorder.validated(hook, true);
            assertThat(reasons()).isEmpty();
        }
    }

    @Nested
    class a_call_that_pins {
        @ParameterizedTest
        @CsvSource({
            "setTransactionIsolation, isolation",
            "setSchema, schema",
            "setClientInfo, client_info",
        })
        void is_told_for_postgresql(String method, String reason) {
            connect(RDS);
            recorder.configuring(connection, method, 2);
            recorder.configuring(connection, method, 2);
            assertThat(reasons()).containsExactly(reason);
        }

        @Test
        void is_none_where_the_driver_sends_nothing_for_it() {
            connect(RDS);
            recorder.configuring(connection, "setReadOnly", 1);
            recorder.configuring(statement, "setMaxRows", 7);
            recorder.configuring(statement, "executeBatch", 0);
            assertThat(reasons()).isEmpty();
        }

        @Test
        void is_none_for_mysql_where_the_proxy_tracks_it() {
            connect(RDS.replace("postgresql", "mysql"));
            recorder.configuring(connection, "setTransactionIsolation", 2);
            recorder.configuring(connection, "setReadOnly", 1);
            recorder.created(connection, object(PreparedStatement.class));
            assertThat(reasons()).isEmpty();
        }
    }

    @Nested
    class nothing_is_told {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    OTHER,
                    "jdbc:postgresql://localhost/orders",
                    "jdbc:h2:mem:orders",
                    "jdbc:oracle:thin:@orders.proxy-abc123.us-east-1.rds.amazonaws.com:1521/orders"
                })
        void where_the_peer_is_no_proxy_or_its_pins_are_not_known(String url) {
            connect(url);
            execute("set a = 1");
            recorder.configuring(connection, "setSchema", 0);
            assertThat(reasons()).isEmpty();
        }

        @Test
        void of_one_connection_that_leads_to_none_beside_another_that_does() {
            connect(RDS);
            Connection direct = object(Connection.class);
            recorder.connecting(++hook, object(Driver.class), OTHER);
            recorder.connected(hook, direct);
            recorder.configuring(direct, "setSchema", 0);
            assertThat(reasons()).isEmpty();
        }

        @Test
        void where_the_setting_says_that_there_is_none() {
            recorder = recorder(ProxyMode.NONE);
            connect(RDS);
            execute("set a = 1");
            assertThat(reasons()).isEmpty();
        }
    }

    @Nested
    class behind_pgbouncer {
        private void through(String sql) {
            recorder = recorder(ProxyMode.PGBOUNCER);
            connect(OTHER);
            execute(sql);
        }

        @ParameterizedTest
        @ValueSource(strings = {"set a = 1", "listen x", "create temp table t (id int)", "select pg_advisory_lock(1)"})
        void what_outlives_its_transaction_is_told(String sql) {
            through(sql);
            assertThat(told(Pinned.class)).extracting(Pinned::proxy).containsExactly(Proxy.PGBOUNCER);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "set local a = 1",
                    "set application_name = 'orders'",
                    "select nextval('orders')",
                    "create temp table t (id int) on commit drop",
                    "declare c cursor for select 1"
                })
        void what_does_not_is_not(String sql) {
            through(sql);
            assertThat(reasons()).isEmpty();
        }
    }

    @Nested
    class a_pinned_session {
        @Test
        void is_seen_once_a_second_with_the_time_it_was_in_a_transaction() {
            connect(RDS);
            execute("set a = 1");
            EventSource source = recorder.events();
            source.drain(event -> {}, 100);
            List<Event> seen = new ArrayList<>();
            source.sweep(System.nanoTime() + 1_000_000_000L, (lease, lastUsed) -> false, seen::add);

            PinnedFor pinned = (PinnedFor) seen.stream()
                    .filter(PinnedFor.class::isInstance)
                    .findFirst()
                    .orElseThrow();
            assertThat(pinned.pinnedNanos()).isGreaterThan(1_000_000_000L);
            assertThat(pinned.inTransactionNanos()).isBetween(0L, 1_000_000_000L);
        }

        @Test
        void is_told_before_the_connection_is_closed() {
            connect(RDS);
            execute("set a = 1");
            recorder.closing(connection);
            assertThat(told(PinnedFor.class)).hasSize(1);
        }
    }

    @Nested
    class a_host {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "orders.proxy-abc123.us-east-1.rds.amazonaws.com",
                    "ORDERS.PROXY-abc123.eu-west-1.RDS.amazonaws.com.",
                    "read.endpoint.proxy-x.cn-north-1.rds.amazonaws.com.cn",
                })
        void is_a_proxy_by_its_name(String host) {
            assertThat(ProxyMode.AUTO.at(host)).isEqualTo(Proxy.RDS);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "orders.abc123.us-east-1.rds.amazonaws.com",
                    "proxy-abc.us-east-1.rds.amazonaws.com",
                    "orders.proxy-.us-east-1.rds.amazonaws.com",
                    "orders.proxy-abc123.rds.amazonaws.com",
                    "orders.proxy-abc123.us-east-1.rds.amazonaws.com.example.org",
                    ".proxy-",
                    "rds.amazonaws.com",
                    "localhost",
                    "",
                })
        void is_none_by_others(String host) {
            assertThat(ProxyMode.AUTO.at(host)).isNull();
        }

        @Test
        void that_is_none_at_all_is_no_proxy() {
            assertThat(ProxyMode.RDS.at(null)).isNull();
        }
    }

    @Nested
    class a_drivers_version {
        private final int[] quiet = {42, 7, 4};

        @ParameterizedTest
        @ValueSource(strings = {"42.7.3", "42.2.29", "42.1.4", "42.2.29.jre7", "9.4.1212", "42.7.3-SNAPSHOT"})
        void is_before_the_quiet_one(String version) {
            assertThat(DriverHabits.isBefore(quiet, version)).isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"42.7.4", "42.7.10", "42.8.0", "43.0", "", "beta", "42", "42.", "99999999999"})
        void is_not_or_says_nothing(String version) {
            assertThat(DriverHabits.isBefore(quiet, version)).isFalse();
        }
    }
}
