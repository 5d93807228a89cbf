package io.connwake.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.connwake.testing.Database;
import io.connwake.testing.Jdk;
import io.connwake.testing.LogSeen;
import io.connwake.testing.SpanSeen;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every pool shows, whatever it does inside; over a real PostgreSQL. */
@Order(1)
@ParameterizedClass(name = "{0} on JDK {1}")
@MethodSource("matrix")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PoolContractIT {
    static final List<String> CASES = List.of(
            "reused",
            "two_at_once",
            "waited",
            "exhausted",
            "unreachable",
            "wrong_password",
            "full",
            "closed_twice",
            "careless",
            "careful",
            "concurrent",
            "killed",
            "forgotten");
    /** As {@code PoolCases} sets them. */
    private static final Map<String, Long> LIMITS = Map.of(
            "reused", 1L,
            "two_at_once", 2L,
            "waited", 1L,
            "exhausted", 1L,
            "closed_twice", 1L,
            "concurrent", 4L,
            "killed", 1L);

    private static final String CARELESS = " at com.example.pool.Careless.";
    private static final int NEWER = 25;
    private static final long ROUNDING_NANOS = 1_000;
    private static @Nullable PoolRun shown;

    private final PoolLibrary library;
    private final PoolRun run;

    PoolContractIT(PoolLibrary library, int jdk) {
        assumeTrue(shown != null, "no JDK " + jdk + " is installed");
        this.library = library;
        this.run = java.util.Objects.requireNonNull(shown);
    }

    /**
     * Every version on the JDK of the build, the newest of each library on a newer one. For work on one of them {@code
     * -Dcontract.pools=} takes a regular expression.
     */
    static Stream<Arguments> matrix() {
        List<Arguments> all = new ArrayList<>();
        String wanted = System.getProperty("contract.pools", ".*");
        for (PoolLibrary each : PoolLibrary.values()) {
            if (!each.name().matches(wanted)) {
                continue;
            }
            all.add(Arguments.of(each, Jdk.current().feature()));
            if (each.isNewest() && Jdk.current().feature() < NEWER) {
                all.add(Arguments.of(each, NEWER));
            }
        }
        return all.stream();
    }

    @BeforeParameterizedClassInvocation
    static void run(PoolLibrary library, int feature) {
        shown = Runs.ALL.of(library, feature).orElse(null);
    }

    @AfterParameterizedClassInvocation
    static void forget() {
        shown = null;
    }

    @Test
    void nothing_is_lost_and_nothing_is_said_but_of_the_exhausted_pool() {
        assertThat(run.exit().code()).isZero();
        assertThat(run.seen().sum("connwake.agent.events.dropped")).isZero();
        assertThat(run.seen().sum("connwake.agent.errors")).isZero();
        assertThat(run.exit()
                        .err()
                        .lines()
                        .filter(line -> line.startsWith("connwake: "))
                        // whether a handle was garbage before the end is the collector's to say
                        .filter(line -> !line.startsWith("connwake: leak at com.example.pool.PoolCases.forget("))
                        .filter(line -> !line.contains(CARELESS))
                        // the database of the case "full" is
                        .filter(line -> !line.startsWith("connwake: server_full")))
                .singleElement()
                .asString()
                .startsWith("connwake: pool_exhausted at com.example.pool.PoolCases.hold(");
        assertThat(run.seen().findings())
                .hasSize(run.findings("exhausted").size()
                        + run.findings("forgotten").size()
                        + run.findings("full").size()
                        + run.findings("careless").size()
                        + run.findings("closed_twice").size());
        assertThat(run.findings("closed_twice"))
                .as("harmless, so nothing but a remark")
                .extracting(finding -> finding.attribute("connwake.finding.state"))
                .allMatch("suspected"::equals);
        assertThat(run.strayLeases())
                .as("what a pool does for itself is no lease")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"reused", "two_at_once", "waited", "exhausted", "closed_twice", "concurrent", "killed"})
    void every_session_of_the_server_is_a_connect_and_ends(String name) {
        assumeShown(name);
        Database database = run.databases().get(name);
        int sessions = database == null ? run.spans("connect ", name).size() : database.sessionsOpened();

        assertThat(run.spans("connect ", name)).isNotEmpty().hasSize(sessions);
        assertThat(run.spans("connection ", name))
                .hasSize(sessions)
                .filteredOn(each -> !isLost(each))
                .allSatisfy(each ->
                        assertThat(each.attribute("connwake.close.reason")).isNotNull());
    }

    /** By the pool, which nobody ever borrowed it from. */
    private boolean isLost(SpanSeen connection) {
        return library.losesWhatItOpensLate()
                && connection.attribute("connwake.close.reason") == null
                && "0".equals(String.valueOf(connection.attribute("connwake.connection.uses")));
    }

    private double lost(String name) {
        return run.spans("connection ", name).stream().filter(this::isLost).count();
    }

    @Test
    void a_connection_that_is_lent_again_is_one_connection_and_several_leases() {
        assertThat(run.told("reused")).isEqualTo("ok");
        List<SpanSeen> leases = run.leases("reused");
        assertThat(leases).hasSize(3).allSatisfy(lease -> {
            assertThat(lease.attribute("connwake.lease.outcome")).isEqualTo("released");
            assertThat(lease.attribute("connwake.lease.statements")).isEqualTo(1L);
            assertThat(lease.attribute("connwake.lease.errors")).isEqualTo(0L);
        });
        assertThat(leases)
                .extracting(each -> each.attribute("connwake.connection.id"))
                .containsOnly(leases.get(0).attribute("connwake.connection.id"));
        assertThat(leases)
                .extracting(each -> each.attribute("connwake.connection.uses"))
                .containsExactly(1L, 2L, 3L);
        assertThat(leases)
                .extracting(each -> each.attribute("connwake.connection.reused"))
                .containsExactly(false, true, true);
        assertThat(leases.get(2).attribute("connwake.connection.idle_before")).isNotEqualTo(0.0);
        assertThat(leases.get(0).attribute("code.function.name")).isEqualTo("com.example.pool.PoolCases.place");
    }

    @Test
    void a_pool_is_called_as_it_is_configured_and_its_limit_is_known() {
        String name = library.named ? "reused" : run.prefix() + "reused";

        assertThat(run.leases("reused"))
                .allSatisfy(lease -> assertThat(lease.name()).isEqualTo("lease " + name));
        assertThat(run.seen().sum("db.client.connection.limit", run.pool("reused")))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reused", "two_at_once", "waited", "exhausted", "closed_twice", "concurrent", "killed"})
    void its_construction_is_one_span_with_the_settings_in_force(String name) {
        assumeShown(name);
        assertThat(run.spans("pool ", name)).singleElement().satisfies(pool -> {
            assertThat(pool.attribute("connwake.pool.library")).isEqualTo(library.label);
            assertThat(pool.attribute("connwake.pool.id"))
                    .isEqualTo(run.leases(name).get(0).attribute("connwake.pool.id"));
            assertThat(pool.attribute("connwake.pool.limit")).isEqualTo(LIMITS.get(name));
            assertThat((Double) pool.attribute("connwake.pool.acquire_timeout")).isPositive();
            assertThat(pool.attribute("connwake.pool.number")).isEqualTo(1L);
            assertThat(pool.attribute("connwake.pool.unclosed")).isEqualTo(0L);
            assertThat(pool.attribute("thread.name")).isEqualTo(name);
            assertThat(pool.status()).isNotEqualTo("ERROR");
        });
    }

    @Test
    void its_connections_are_closed_with_it() {
        assumeTrue(library.closesByDataSource, "is closed by its manager, by name");

        for (String name : List.of("reused", "closed_twice")) {
            assertThat(run.spans("connection ", name))
                    .filteredOn(each -> number(each, "connwake.connection.uses") > 0)
                    .isNotEmpty()
                    .allSatisfy(each ->
                            assertThat(each.attribute("connwake.close.reason")).isEqualTo("pool_closed"));
        }
    }

    @Test
    void two_leases_at_once_have_two_connections() {
        assertThat(run.told("two_at_once")).isEqualTo("ok");
        assertThat(run.leases("two_at_once"))
                .hasSize(2)
                .extracting(each -> each.attribute("connwake.connection.id"))
                .doesNotContainNull()
                .doesNotHaveDuplicates();
    }

    @Test
    void a_wait_is_measured() {
        assertThat(run.told("waited")).isEqualTo("ok");
        List<SpanSeen> leases = run.leases("waited");
        assertThat(leases).hasSize(2);
        SpanSeen holder = leases.get(0);
        SpanSeen waiter = leases.get(1);
        assertThat(waiter.startEpochNanos()).isGreaterThan(holder.startEpochNanos());
        long servedNanos = waiter.startEpochNanos() + (long) (1e9 * number(waiter, "connwake.lease.wait"));
        assertThat(servedNanos + ROUNDING_NANOS)
                .as("nobody is served before the connection is given back")
                .isGreaterThanOrEqualTo(holder.endEpochNanos());
        assertThat(run.seen().histogramCount("db.client.connection.wait_time", run.pool("waited")))
                .isEqualTo(2);
        assertThat(run.seen().sum("db.client.connection.timeouts", run.pool("waited")))
                .isZero();
    }

    @Test
    void an_acquire_that_waits_in_vain_is_a_timeout_and_says_who_has_the_connections() {
        assertThat(run.told("exhausted")).isEqualTo("refused");
        assertThat(outcomes("exhausted")).containsExactlyInAnyOrder("released", "timeout");
        assertThat(run.seen().sum("db.client.connection.timeouts", run.pool("exhausted")))
                .isOne();
        assertThat(run.findings("exhausted")).singleElement().satisfies(finding -> {
            assertThat(finding.attribute("connwake.finding.kind")).isEqualTo("pool_exhausted");
            assertThat(finding.attribute("connwake.finding.site"))
                    .asString()
                    .startsWith("com.example.pool.PoolCases.hold(");
            assertThat(finding.attribute("connwake.pool.limit")).isEqualTo(1L);
            assertThat(finding.attribute("connwake.pool.used")).isEqualTo(1L);
            assertThat((Double) finding.attribute("connwake.pool.acquire_timeout"))
                    .isPositive();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"unreachable connect_refused", "wrong_password auth", "full too_many_connections"})
    void an_acquire_whose_connect_was_refused_is_no_timeout_however_the_pool_says_it(String nameAndKind) {
        String name = nameAndKind.substring(0, nameAndKind.indexOf(' '));
        String kind = nameAndKind.substring(nameAndKind.indexOf(' ') + 1);

        assumeShown(name);
        assertThat(run.told(name)).isEqualTo("refused");
        assertThat(outcomes(name)).isSubsetOf("refused");
        assertThat(run.spans("connect ", name))
                .filteredOn(connect -> connect.status().equals("ERROR"))
                .isNotEmpty()
                .extracting(connect -> connect.attribute("connwake.connect.kind"))
                .containsOnly(kind);
        assertThat(run.spans("pool ", name))
                .as("its construction, whether that failed or what it began with")
                .singleElement()
                .satisfies(pool ->
                        assertThat(pool.attribute("connwake.pool.library")).isEqualTo(library.label));
        assertThat(run.seen().sum("db.client.connection.timeouts", run.pool(name)))
                .isZero();
        assertThat(run.findings(name))
                .extracting(finding -> finding.attribute("connwake.finding.kind"))
                .allMatch(found -> name.equals("full") && found.equals("server_full"));
    }

    @Test
    void a_connection_closed_twice_was_one_lease() {
        assertThat(run.told("closed_twice")).isEqualTo("ok");
        assertThat(outcomes("closed_twice")).containsExactly("released", "released");
    }

    @Test
    void what_is_done_to_a_connection_after_its_close_is_told_at_its_line() {
        List<String> wrong = new ArrayList<>(
                List.of("double_close closeAgain", "use_after_close create", "use_after_close prepare"));
        if (!library.refusesOldStatements) {
            wrong.add("use_after_close executeOld");
        }

        assertThat(run.told("careless")).isEqualTo("ok");
        assertThat(run.findings("careless"))
                .extracting(PoolContractIT::kindAndMethod)
                .containsExactlyInAnyOrderElementsOf(wrong);
        assertThat(run.findings("careless"))
                .extracting(finding -> finding.attribute("connwake.finding.state"))
                .containsOnly("confirmed");
    }

    @Test
    void and_nothing_of_what_only_looks_like_that() {
        assertThat(run.told("careful")).isEqualTo("ok");
        assertThat(run.findings("careful")).isEmpty();
    }

    private static String kindAndMethod(LogSeen finding) {
        String site = String.valueOf(finding.attribute("connwake.finding.site"));
        String method = site.substring(site.indexOf(".Careless.") + ".Careless.".length(), site.indexOf('('));
        return finding.attribute("connwake.finding.kind") + " " + method;
    }

    @Test
    void what_many_threads_borrow_is_counted_once_each() {
        assumeShown("concurrent");
        assertThat(run.told("concurrent")).isEqualTo("ok");
        Map<String, Object> pool = run.pool("concurrent");
        assertThat(run.seen().histogramCount("db.client.connection.wait_time", pool))
                .isEqualTo(200);
        assertThat(run.seen().histogramCount("db.client.connection.use_time", pool))
                .isEqualTo(200);
        assertThat(run.seen().sum("connwake.lease.open", pool)).isZero();
        assertThat(run.seen().sum("db.client.connection.count", pool)).isEqualTo(lost("concurrent"));
        assertThat(run.leases("concurrent")).hasSize(200);
    }

    @Test
    void a_session_that_the_server_ended_is_dead_though_the_application_saw_nothing() {
        assumeShown("killed");
        assertThat(run.told("killed")).isEqualTo("ok");
        assertThat(outcomes("killed")).containsExactly("released", "released");
        assertThat(run.leases("killed"))
                .extracting(lease -> lease.attribute("connwake.connection.id"))
                .doesNotHaveDuplicates();
        assertThat(run.spans("connection ", "killed"))
                .extracting(each -> each.attribute("connwake.close.reason"))
                .contains("dead");
        Map<String, Object> pool = run.pool("killed");
        assertThat(run.seen().sum("db.client.connection.count", pool))
                .as("whether its pool closed it or dropped it")
                .isZero();
        assertThat(run.seen().sum("connwake.connection.closed", pool))
                .isEqualTo(run.seen().sum("connwake.connection.opened", pool));
        assertThat(run.seen()
                        .histogramCount(
                                "connwake.connection.validation_time", Map.of("connwake.validation.result", "dead")))
                .isPositive();
    }

    @Test
    void a_lease_that_never_came_back_is_open_or_abandoned() {
        assertThat(run.told("forgotten")).isEqualTo("ok");
        assertThat(outcomes("forgotten")).hasSize(2).contains("released").containsAnyOf("open_at_exit", "abandoned");
    }

    private static double number(SpanSeen span, String attribute) {
        return span.attribute(attribute) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    private static final class Runs {
        static final Upcoming<PoolLibrary, Optional<PoolRun>> ALL = new Upcoming<>(
                matrix().toList(), (library, feature) -> CaseRun.jdk(feature).map(jdk -> PoolRun.of(library, jdk)));
    }

    private void assumeShown(String name) {
        assumeTrue(run.has(name), "can't be shown with " + run.server());
    }

    private List<Object> outcomes(String name) {
        return run.leases(name).stream()
                .map(lease -> lease.attribute("connwake.lease.outcome"))
                .toList();
    }
}
