package io.connwake.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.acme.pools.UnknownCases;
import io.connwake.testing.ChildJvm;
import io.connwake.testing.Jdk;
import io.connwake.testing.SpanSeen;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Pools that are in no table of ours are traced all the same; over a real PostgreSQL, two over H2. */
@Order(1)
@ParameterizedClass(name = "on JDK {0}")
@MethodSource("jdks")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class UnknownPoolIT {
    private static final int NEWER = 25;

    /** Filled beforehand by a thread of the pool's, unless they say otherwise. */
    private static final List<String> CASES = List.of(
            "field",
            "field_unfilled",
            "superclass",
            "beside_itself",
            "holder",
            "holder_unfilled",
            "array",
            "reference",
            "lambda",
            "proxy",
            "proxy_unfilled",
            "lambda_proxy",
            "platform_proxy",
            "platform_proxy_unfilled",
            "super_proxy_unfilled",
            "grandparent",
            "covariant",
            "same_handles",
            "data_source",
            "data_source_unfilled",
            "data_source_proxy_unfilled",
            "h2_source",
            "h2_source_unfilled",
            "other_loader",
            "named_module");

    private static @Nullable CaseRun shown;
    private static String toldWithout = "";

    private final CaseRun run;

    UnknownPoolIT(int jdk) {
        assumeTrue(shown != null, "no JDK " + jdk + " is installed");
        this.run = java.util.Objects.requireNonNull(shown);
    }

    static Stream<Integer> jdks() {
        return Stream.of(Jdk.current().feature(), NEWER).distinct();
    }

    @BeforeParameterizedClassInvocation
    static void run(int feature) {
        shown = CaseRun.jdk(feature)
                .map(jdk -> CaseRun.of(program(jdk), "unknown", List.of(), CASES))
                .orElse(null);
        CaseRun with = shown;
        if (with != null) {
            toldWithout = CaseRun.jdk(feature)
                    .map(jdk -> with.again(program(jdk), List.of()))
                    .orElse("");
        }
    }

    private static ChildJvm program(Jdk jdk) {
        return ChildJvm.ofMain(UnknownCases.class)
                .on(jdk)
                .option("--module-path=" + ModularPool.compiled())
                .option("--add-modules=" + ModularPool.MODULE)
                .classPath(Libraries.classPath("postgresql-", "h2-"));
    }

    @AfterParameterizedClassInvocation
    static void forget() {
        shown = null;
    }

    @Test
    void the_application_sees_what_it_sees_without_the_agent() {
        assertThat(run.exit().code()).isZero();
        assertThat(CASES).allSatisfy(name -> assertThat(run.told(name)).matches("[01]{5}"));
        assertThat(run.exit().out()).isEqualTo(toldWithout);
        assertThat(run.seen().sum("connwake.agent.events.dropped")).isZero();
        assertThat(run.seen().sum("connwake.agent.errors")).isZero();
        assertThat(run.seen().findings()).isEmpty();
        assertThat(run.exit().err().lines().filter(line -> line.startsWith("connwake: ")))
                .isEmpty();
    }

    @Test
    void each_borrow_is_a_lease_of_the_pool_from_the_application_s_line_to_its_close() {
        assertThat(CASES)
                .allSatisfy(name -> assertThat(run.leases(name))
                        .as(name)
                        .hasSize(5)
                        .allSatisfy(lease -> {
                            assertThat(lease.attribute("connwake.lease.outcome"))
                                    .isEqualTo("released");
                            assertThat(lease.attribute("connwake.lease.statements"))
                                    .isEqualTo(2L);
                            assertThat(lease.attribute("connwake.lease.errors")).isEqualTo(0L);
                            assertThat(lease.attribute("connwake.pool.id")).isNotNull();
                            assertThat(lease.attribute("code.function.name"))
                                    .isEqualTo("com.acme.pools.UnknownCases.place");
                        }));
    }

    @Test
    void a_pool_without_a_name_is_called_by_its_database() {
        assertThat(CASES)
                .allSatisfy(name -> assertThat(run.leases(name))
                        .as(name)
                        .extracting(SpanSeen::name)
                        .containsOnly("lease " + run.database(name).name()));
    }

    @Test
    void a_lease_is_linked_to_the_session_that_it_had() {
        assertThat(CASES)
                .allSatisfy(name -> assertThat(connections(name)).as(name).isEqualTo(run.told(name)));
    }

    /** The connections of a case's leases, numbered in the order of their first sight. */
    private String connections(String name) {
        List<Object> known = new ArrayList<>();
        StringBuilder numbers = new StringBuilder();
        for (SpanSeen lease : run.leases(name)) {
            Object connection = lease.attribute("connwake.connection.id");
            if (!known.contains(connection)) {
                known.add(connection);
            }
            numbers.append(known.indexOf(connection));
        }
        return numbers.toString();
    }

    @Test
    void what_a_pool_opens_for_itself_is_no_lease() {
        assertThat(run.strayLeases()).isEmpty();
    }

    @Test
    void what_is_opened_and_closed_is_what_the_server_saw() {
        assertThat(CASES).allSatisfy(name -> {
            boolean isAsked = !name.startsWith("h2_");
            assertThat(run.opened(name))
                    .as(name)
                    .isEqualTo(
                            isAsked
                                    ? run.sessionsOpened(name)
                                    : new TreeSet<>(run.told(name)
                                                    .chars()
                                                    .boxed()
                                                    .toList())
                                            .size());
            assertThat(run.closed(name)).as(name).isEqualTo(run.opened(name));
        });
    }
}
