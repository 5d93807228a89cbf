package io.connwake.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.example.wrapper.WrapperCases;
import io.connwake.testing.ChildJvm;
import io.connwake.testing.Jdk;
import io.connwake.testing.SpanSeen;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is put around a pool or beneath it, one borrow of the application is one lease; over a real PostgreSQL. */
@Order(1)
@ParameterizedClass(name = "{0} on JDK {1}")
@MethodSource("matrix")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WrapperContractIT {
    private static final int NEWER = 25;

    /** Cases in which the application places three times, each with two statements. */
    private static final Set<String> PLACING_THREE = Set.of(
            "delegating",
            "routing",
            "lazy",
            "transaction_aware",
            "driver_manager",
            "around_pool",
            "driver",
            "under_pool",
            "without_pool",
            "pool_within");

    private static final Set<String> WITHOUT_POOL = Set.of("driver_manager", "without_pool");
    private static @Nullable CaseRun shown;

    private final WrapperLibrary library;
    private final CaseRun run;

    WrapperContractIT(WrapperLibrary library, int jdk) {
        assumeTrue(shown != null, "no JDK " + jdk + " is installed");
        this.library = library;
        this.run = java.util.Objects.requireNonNull(shown);
    }

    /** Every version on the JDK of the build, the newest of each library on a newer one. */
    static Stream<Arguments> matrix() {
        List<Arguments> all = new ArrayList<>();
        for (WrapperLibrary each : WrapperLibrary.values()) {
            all.add(Arguments.of(each, Jdk.current().feature()));
            if (each.isNewest() && Jdk.current().feature() < NEWER) {
                all.add(Arguments.of(each, NEWER));
            }
        }
        return all.stream();
    }

    @BeforeParameterizedClassInvocation
    static void run(WrapperLibrary library, int feature) {
        shown = Runs.ALL.of(library, feature).orElse(null);
    }

    @AfterParameterizedClassInvocation
    static void forget() {
        shown = null;
    }

    @Test
    void the_application_runs_and_nothing_is_lost_or_said() {
        assertThat(run.exit().code()).isZero();
        assertThat(library.cases).allSatisfy(name -> assertThat(run.told(name)).isEqualTo("ok"));
        assertThat(run.seen().sum("connwake.agent.events.dropped")).isZero();
        assertThat(run.seen().sum("connwake.agent.errors")).isZero();
        assertThat(run.seen().findings()).isEmpty();
        assertThat(run.exit().err().lines().filter(line -> line.startsWith("connwake: ")))
                .isEmpty();
    }

    @Test
    void one_borrow_is_one_lease_of_the_pool_beneath() {
        for (String name : library.cases) {
            if (PLACING_THREE.contains(name)) {
                assertThat(run.leases(name)).as(name).hasSize(3).allSatisfy(lease -> isPlaced(lease, name));
            }
        }
    }

    private void isPlaced(SpanSeen lease, String name) {
        isWhole(lease, name);
        // Spring 5 asks the first connection for its defaults
        assertThat(lease.attribute("connwake.lease.statements")).isIn(2L, name.equals("lazy") ? 3L : 2L);
        assertThat(lease.attribute("db.client.connection.pool.name"))
                .isEqualTo(WITHOUT_POOL.contains(name) ? null : name);
    }

    private void isWhole(SpanSeen lease, String name) {
        assertThat(lease.attribute("connwake.lease.outcome")).isEqualTo("released");
        assertThat(lease.attribute("connwake.connection.id")).isNotNull();
        assertThat(lease.attribute("db.namespace")).isEqualTo(run.database(name).name());
        assertThat(lease.attribute("code.function.name")).asString().startsWith("com.example.wrapper.");
    }

    @Test
    void nothing_but_the_application_borrows() {
        assertThat(run.strayLeases()).isEmpty();
    }

    @Test
    void what_is_opened_and_closed_is_what_the_server_saw() {
        assertThat(library.cases).allSatisfy(name -> {
            assertThat(run.opened(name)).as(name).isEqualTo(run.database(name).sessionsOpened());
            assertThat(run.closed(name)).as(name).isEqualTo(run.opened(name));
        });
    }

    @Test
    void a_lazy_connection_is_lent_when_it_is_used_and_not_before() {
        assumeTrue(library.cases.contains("lazy"));

        assertThat(run.leases("lazy"))
                .allSatisfy(lease ->
                        assertThat(lease.attribute("code.function.name")).isEqualTo("com.example.wrapper.Stack.query"));
        assertThat(run.leases("lazy_unused")).isEmpty();
        assertThat(run.leases("transaction_aware_unused")).isEmpty();
    }

    @Test
    void what_a_lazy_data_source_borrows_to_learn_the_defaults_is_a_lease_too() {
        assumeTrue(library == WrapperLibrary.SPRING_5);

        List<SpanSeen> leases = run.leases("lazy_checked");
        assertThat(leases).hasSize(4);
        assertThat(leases.get(0).attribute("code.function.name")).isEqualTo("com.example.wrapper.SpringStack.overPool");
        assertThat(leases.subList(1, 4)).allSatisfy(lease -> isPlaced(lease, "lazy_checked"));
    }

    @Test
    void a_transaction_is_one_lease_however_often_it_is_asked_for_a_connection() {
        assumeTrue(library.cases.contains("in_transaction"));

        assertThat(run.leases("in_transaction")).singleElement().satisfies(lease -> {
            isWhole(lease, "in_transaction");
            assertThat(lease.attribute("connwake.lease.statements")).isEqualTo(4L);
            assertThat(lease.attribute("code.function.name"))
                    .isEqualTo("com.example.wrapper.SpringStack.inTransaction");
        });
    }

    @Test
    void a_connection_that_is_kept_for_ever_is_one_lease_and_no_leak() {
        assumeTrue(library.cases.contains("single"));

        for (String name : List.of("single", "single_over_pool")) {
            assertThat(run.leases(name))
                    .filteredOn(lease -> !Long.valueOf(1).equals(lease.attribute("connwake.lease.statements")))
                    .as(name)
                    .singleElement()
                    .satisfies(lease -> {
                        isWhole(lease, name);
                        assertThat(lease.attribute("connwake.lease.statements")).isEqualTo(8L);
                    });
        }
    }

    private static final class Runs {
        static final Upcoming<WrapperLibrary, Optional<CaseRun>> ALL = new Upcoming<>(
                matrix().toList(), (library, feature) -> CaseRun.jdk(feature).map(jdk -> run(library, jdk)));

        private static CaseRun run(WrapperLibrary library, Jdk jdk) {
            ChildJvm program = ChildJvm.ofMain(WrapperCases.class).on(jdk).classPath(Libraries.classPath(library.jars));
            return CaseRun.of(program, "wrapper", List.of(library.stack), library.cases);
        }
    }
}
