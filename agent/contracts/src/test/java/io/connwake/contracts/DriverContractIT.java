package io.connwake.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.connwake.testing.Database;
import io.connwake.testing.Jdk;
import io.connwake.testing.SpanSeen;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every driver shows, over real databases. A lease is what the application borrows and gives back: of a driver
 * manager or a data source the connection itself, of a {@code PooledConnection} or {@code XAConnection} each handle; the
 * physical connection of these ends with them, not with a handle.
 */
@ParameterizedClass(name = "{0} on JDK {1}")
@MethodSource("matrix")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@Order(1)
class DriverContractIT {
    private static final int NEWER = 25;
    private static final String SESSION = "connwake.connection.server_session";
    /** Cases that lead to another server or database. */
    private static final List<String> ELSEWHERE = List.of("refused", "unknown_database");

    private static final String ID = "connwake.connection.id";
    private static @Nullable DriverRun shown;

    private final DriverLibrary library;
    private final DriverRun run;

    DriverContractIT(DriverLibrary library, int jdk) {
        assumeTrue(shown != null, "no JDK " + jdk + " is installed");
        this.library = library;
        this.run = java.util.Objects.requireNonNull(shown);
    }

    static Stream<Arguments> matrix() {
        List<Arguments> all = new ArrayList<>();
        for (DriverLibrary each : DriverLibrary.values()) {
            for (int feature : new TreeSet<>(List.of(Jdk.current().feature(), NEWER))) {
                if (each.isFor(feature)) {
                    all.add(Arguments.of(each, feature));
                }
            }
        }
        return all.stream();
    }

    /** The program works on with a statement of what it has closed. */
    private static final Pattern WRONG_USE = Pattern.compile(
            "(connwake: use_after_close at )?com\\.example\\.driver\\.DriverCases\\.(after|preparedAfter)\\(.*");

    @BeforeParameterizedClassInvocation
    static void run(DriverLibrary library, int feature) {
        shown = Runs.ALL.of(library, feature).orElse(null);
    }

    @AfterParameterizedClassInvocation
    static void forget() {
        shown = null;
    }

    @Test
    void the_application_sees_what_it_sees_without_the_agent() {
        assertThat(run.exit().out()).doesNotContain("unexpected");
        assertThat(run.exit().code()).isZero();
        assumeTrue(run.without() != null, "run without the agent on the build's JDK alone");
        assertThat(run.exit().out()).isEqualTo(run.without().out());
        assertThat(run.exit()
                        .err()
                        .lines()
                        .filter(line -> !WRONG_USE.matcher(line).matches()))
                .containsExactlyElementsOf(run.without().err().lines().toList());
        assertThat(run.exit().code()).isEqualTo(run.without().code());
    }

    @Test
    void nothing_is_lost_and_nothing_is_found_but_what_the_program_does_wrong() {
        assertThat(run.seen().sum("connwake.agent.events.dropped")).isZero();
        assertThat(run.seen().sum("connwake.agent.errors")).isZero();
        assertThat(run.seen().findings().stream()
                        .filter(finding -> "confirmed".equals(finding.attribute("connwake.finding.state"))))
                .allSatisfy(finding -> assertThat(finding.attribute("connwake.finding.site"))
                        .asString()
                        .matches(WRONG_USE));
        assertThat(run.seen().sum("connwake.lease.open")).isZero();
    }

    @Test
    void no_driver_is_taken_for_a_pool() {
        assertThat(run.seen().spans()).isNotEmpty().allSatisfy(span -> {
            assertThat(span.attribute("db.client.connection.pool.name")).isNull();
            assertThat(span.attribute("connwake.pool.id")).isNull();
        });
    }

    @Test
    void every_open_is_one_connection_that_ends_and_is_counted_once() {
        assertThat(run.opens())
                .extracting(each -> each.attribute(ID))
                .doesNotContainNull()
                .doesNotHaveDuplicates();
        assertThat(run.seen().spansNamed("connection "))
                .extracting(each -> each.attribute(ID))
                .containsExactlyInAnyOrderElementsOf(
                        run.opens().stream().map(each -> each.attribute(ID)).toList());
        assertThat(run.opened()).isEqualTo(run.opens().size());
        assertThat(run.closed()).isEqualTo(run.opens().size());
    }

    @Test
    void the_sessions_that_the_server_counts_are_those_of_the_telemetry() {
        assumeTrue(library.hasServer(), library + " has no server here");
        List<Object> sessions = java.util.Objects.requireNonNull(run.home().server()).sessions().stream()
                .map(Database.Session::id)
                .map(Object.class::cast)
                .toList();

        assertThat(run.opens())
                .extracting(each -> each.attribute(SESSION))
                .containsExactlyInAnyOrderElementsOf(sessions);
        assertThat(run.seen().spansNamed("connection "))
                .extracting(each -> each.attribute(SESSION))
                .containsExactlyInAnyOrderElementsOf(sessions);
    }

    @Test
    void every_span_says_which_database_it_is() {
        List<SpanSeen> good = run.seen().spans().stream()
                .filter(span -> !span.name().startsWith("finding "))
                .filter(span -> !ELSEWHERE.contains(String.valueOf(span.attribute("thread.name"))))
                .toList();

        assertThat(good).allSatisfy(span -> {
            assertThat(span.attribute("db.system.name")).isEqualTo(library.system);
            assertThat(span.attribute("db.namespace")).isEqualTo(run.home().namespace());
            assertThat(span.attribute("server.address")).isEqualTo(library.hasServer() ? "127.0.0.1" : null);
            assertThat(span.attribute("server.port"))
                    .isEqualTo(library.hasServer() ? Long.valueOf(run.home().port()) : null);
            assertThat(span.name()).endsWith(" " + label());
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"manager", "source", "statements", "called", "errors", "valid", "closed_twice", "use_after_close"
            })
    void a_connection_without_a_pool_is_one_lease_of_one_connection(String name) {
        assumeCase(name);
        assertThat(run.connects(name)).hasSize(1);
        assertThat(run.leases(name)).singleElement().satisfies(lease -> {
            assertThat(lease.attribute(ID)).isEqualTo(run.connects(name).get(0).attribute(ID));
            assertThat(lease.attribute("connwake.lease.outcome")).isEqualTo("released");
            assertThat(lease.attribute("connwake.connection.uses")).isEqualTo(1L);
            assertThat(lease.attribute("code.function.name")).asString().startsWith("com.example.driver.");
        });
        assertThat(closeReasons(name)).containsExactly("released");
    }

    @ParameterizedTest
    @ValueSource(strings = {"handles", "superseded"})
    void each_handle_of_a_pooled_connection_is_a_lease_of_that_connection(String name) {
        assumeCase(name);
        boolean refusesTheSecond = library.system.equals("hsqldb") && name.equals("superseded");

        assertThat(run.connects(name)).hasSize(1);
        assertThat(run.leases(name)).hasSize(refusesTheSecond ? 1 : 2).allSatisfy(lease -> {
            assertThat(lease.attribute(ID)).isEqualTo(run.connects(name).get(0).attribute(ID));
            assertThat(lease.attribute("connwake.lease.outcome")).isEqualTo("released");
            assertThat(lease.attribute("connwake.lease.statements")).isEqualTo(1L);
        });
        assertThat(run.leases(name).get(0).attribute("connwake.connection.after_release"))
                .isEqualTo(refusesTheSecond ? "closed" : "kept");
        assertThat(closeReasons(name)).containsExactly("released");
    }

    @Test
    void the_handle_of_an_xa_connection_is_a_lease_of_that_connection() {
        assumeCase("xa");
        assertThat(run.told("xa")).isEqualTo("ok");
        assertThat(run.connects("xa")).hasSize(1);
        assertThat(run.leases("xa")).singleElement().satisfies(lease -> {
            assertThat(lease.attribute(ID)).isEqualTo(run.connects("xa").get(0).attribute(ID));
            assertThat((Long) lease.attribute("connwake.lease.statements"))
                    .as("most drivers say the branch's begin and end by statements, too")
                    .isPositive();
        });
        assertThat(closeReasons("xa")).containsExactly("released");
    }

    @ParameterizedTest
    @ValueSource(strings = {"statements", "called"})
    void what_the_application_executes_is_counted_and_timed(String name) {
        assumeCase(name);
        SpanSeen lease = run.leases(name).get(0);

        assertThat(lease.attribute("connwake.lease.statements"))
                .isEqualTo(run.counted(name, "executed") + library.statementsOfItsOwn(name));
        assertThat(lease.attribute("connwake.lease.errors")).isEqualTo(run.counted(name, "refused"));
        assertThat((Double) lease.attribute("connwake.lease.db_time"))
                .isPositive()
                .isLessThanOrEqualTo((Double) lease.attribute("connwake.lease.held"));
    }

    @Test
    void only_a_transaction_that_was_not_ended_is_left_open() {
        assumeCase("transactions");
        assertThat(run.leases("transactions"))
                .extracting(lease -> lease.attribute("connwake.transaction.left_open"))
                .containsExactly(null, null, null, null, null, true);
        assertThat(run.leases("transactions"))
                .extracting(lease -> lease.attribute("connwake.lease.statements"))
                .containsExactly(2L, 1L, 1L, 1L, 0L, 1L);
    }

    @Test
    void an_error_is_counted_with_the_state_that_the_application_saw() {
        assumeCase("errors");
        String state = run.told("errors").substring("sqlstate=".length());

        assertThat(run.leases("errors")).singleElement().satisfies(lease -> {
            assertThat(lease.attribute("connwake.lease.errors")).isEqualTo(1L);
            assertThat(String.valueOf(lease.attribute("connwake.lease.last_sqlstate")))
                    .isEqualTo(state);
            assertThat(lease.status()).isEqualTo("ERROR");
        });
    }

    @Test
    void being_asked_whether_it_is_valid_is_a_validation() {
        assumeCase("valid");
        assertThat(run.told("valid")).isEqualTo("true");
        assertThat(run.seen()
                        .histogramCount(
                                "connwake.connection.validation_time", Map.of("connwake.validation.result", "ok")))
                .isOne();
        assertThat(run.leases("valid").get(0).attribute("connwake.lease.statements"))
                .isEqualTo(0L);
    }

    @Test
    void an_aborted_connection_ends_as_aborted_once() {
        assumeCase("aborted");
        assertThat(run.leases("aborted"))
                .singleElement()
                .satisfies(lease ->
                        assertThat(lease.attribute("connwake.lease.outcome")).isEqualTo("released"));
        assertThat(closeReasons("aborted")).containsExactly("aborted");
    }

    @Test
    void use_after_close_is_no_death_of_the_connection_and_counts_for_no_lease() {
        assumeCase("use_after_close");
        assertThat(run.told("use_after_close")).doesNotContain("executed");
        assertThat(run.leases("use_after_close")).singleElement().satisfies(lease -> {
            assertThat(lease.attribute("connwake.lease.statements")).isEqualTo(1L);
            assertThat(lease.attribute("connwake.lease.errors")).isEqualTo(0L);
        });
    }

    @Test
    void it_is_told_of_an_old_statement_and_of_a_connection_that_is_asked_for_a_new_one() {
        assumeCase("use_after_close");
        assertThat(run.told("asked_late") + run.told("asked_late_for_prepared")).contains("sqlstate=");
        assertThat(run.seen().findings())
                .filteredOn(finding -> "confirmed".equals(finding.attribute("connwake.finding.state")))
                .hasSize(3)
                .allSatisfy(finding ->
                        assertThat(finding.attribute("connwake.finding.kind")).isEqualTo("use_after_close"))
                .extracting(finding -> finding.attribute("connwake.finding.site"))
                .doesNotHaveDuplicates();
    }

    /** The third way asks for a pooled connection, which is no borrow: only its connect failed. */
    @ParameterizedTest
    @CsvSource({
        "refused, connect_refused, unreachable",
        "wrong_password, auth, auth",
        "unknown_database, config, config"
    })
    void a_refused_connect_says_why(String name, String kind, String reason) {
        assumeCase(name);
        // To whom has no right there, MariaDB does not say whether it exists: 1044.
        boolean hides = name.equals("unknown_database") && !library.system.equals("postgresql");

        assertThat(run.told(name)).isEqualTo("refused refused refused");
        assertThat(run.connects(name)).hasSize(3).allSatisfy(connect -> {
            assertThat(connect.status()).isEqualTo("ERROR");
            assertThat(connect.attribute("db.system.name")).isEqualTo(library.system);
            assertThat(connect.attribute("connwake.connect.kind")).isEqualTo(hides ? "auth" : kind);
        });
        assertThat(run.leases(name)).hasSize(2).allSatisfy(lease -> {
            assertThat(lease.attribute("connwake.lease.outcome")).isEqualTo("refused");
            assertThat(lease.attribute("db.system.name")).isEqualTo(library.system);
        });
        assertThat(run.seen()
                        .sum("connwake.connection.refused", Map.of("connwake.refused.reason", hides ? "auth" : reason)))
                .isEqualTo(hides ? 6 : refusedLike(name));
    }

    @Test
    void a_refused_connect_says_by_whom() {
        assumeCase("refused");
        assertThat(run.connects("refused")).allSatisfy(connect -> {
            assertThat(connect.attribute("server.address")).isEqualTo("127.0.0.1");
            assertThat(connect.attribute("server.port")).isEqualTo((long) run.closedPort());
            assertThat(connect.name()).isEqualTo("connect 127.0.0.1:" + run.closedPort());
        });
    }

    private int refusedLike(String name) {
        boolean both =
                name.equals("wrong_password") && (library.system.equals("mysql") || library.system.equals("mariadb"));
        return both ? 6 : 3;
    }

    private String label() {
        return library.hasServer() ? "127.0.0.1:" + run.home().port() : library.system;
    }

    private List<Object> closeReasons(String name) {
        return run.lives(name).stream()
                .map(life -> life.attribute("connwake.close.reason"))
                .toList();
    }

    private void assumeCase(String name) {
        assumeTrue(library.cases().contains(name), library + " has no case " + name);
    }

    private static final class Runs {
        static final Upcoming<DriverLibrary, Optional<DriverRun>> ALL = new Upcoming<>(
                matrix().toList(), (library, feature) -> CaseRun.jdk(feature).map(jdk -> DriverRun.of(library, jdk)));
    }
}
