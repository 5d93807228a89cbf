package io.connwake.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.testing.Jdk;
import io.connwake.testing.Postgres;
import io.connwake.testing.lambda.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What connections suffer from the freezes of an environment, told on a real server: functions with a trouble and their
 * twins without, each with a monotonic clock that goes on in a freeze and with one that stands still. All of a test's
 * environments are frozen at the same time.
 */
@Order(1)
@Timeout(180)
class FreezeIT {
    private static final String OPEN = "open_across_freeze";
    private static final String GAP = "validation_gap";
    private static final String STALE = "stale_connection";
    private static final Duration FREEZE = Duration.ofMillis(2_200);
    private static final String ENDS_IDLE_SESSIONS = "?options=-c%20idle_session_timeout=1000";

    @TempDir
    private Path folder;

    private final FrozenFunctions functions = new FrozenFunctions(Postgres.shared());

    static List<Jdk> jdks() {
        return Jdk.atLeast(17);
    }

    @AfterEach
    void end() {
        functions.close();
    }

    @Nested
    class a_pool {
        @ParameterizedTest
        @MethodSource("io.connwake.layer.FreezeIT#jdks")
        void that_keeps_more_than_was_ever_in_use_at_once_is_told_and_none_that_keeps_what_it_needs(Jdk jdk) {
            List<FrozenFunction> large = functions.withEitherClock(jdk, folder, "large", 5, "");
            List<FrozenFunction> right = functions.withEitherClock(jdk, folder, "right", 1, "");
            functions.rounds("\"ask\"", 6, FREEZE);
            functions.shutDown();
            assertThat(large).allSatisfy(each -> {
                assertThat(each.confirmed()).containsExactly(OPEN);
                assertThat(each.body(OPEN))
                        .contains("keeps 5 connections open while the environment is frozen")
                        .contains("never more than 1 was in use at once");
                assertThat(each.text(OPEN, "advice")).contains("maximumPoolSize=1 and minimumIdle=1");
                assertThat(each.text(OPEN, "site"))
                        .startsWith("com.example.lambda.PooledOrders.pool(PooledOrders.java:");
            });
            assertThat(right).allSatisfy(FrozenFunction::hasNothingToTell);
        }
    }

    @Nested
    class a_lease {
        @ParameterizedTest
        @MethodSource("io.connwake.layer.FreezeIT#jdks")
        void that_is_out_in_a_freeze_is_told_and_none_that_the_handler_waits_for(Jdk jdk) {
            List<FrozenFunction> hasty = functions.withEitherClock(jdk, folder, "hasty", 1, "");
            List<FrozenFunction> patient = functions.withEitherClock(jdk, folder, "patient", 1, "");
            for (int i = 0; i < 4; i++) {
                functions.round(hasty, "\"go on\"");
                functions.round(patient, "\"wait\"");
                functions.freeze(FREEZE);
            }
            functions.shutDown();
            assertThat(hasty).allSatisfy(each -> {
                assertThat(each.confirmed()).containsExactly(OPEN);
                assertThat(each.text(OPEN, "site"))
                        .startsWith("com.example.lambda.PooledOrders.goOn(PooledOrders.java:");
                assertThat(each.text(OPEN, "advice")).startsWith("Wait in the handler for what it started");
            });
            assertThat(patient).allSatisfy(FrozenFunction::hasNothingToTell);
        }
    }

    @Nested
    class leases {
        @ParameterizedTest
        @MethodSource("io.connwake.layer.FreezeIT#jdks")
        void that_are_never_given_back_are_told_as_out_too(Jdk jdk) {
            List<FrozenFunction> forgetful = functions.withEitherClock(jdk, folder, "forgetful", 4, "");
            functions.rounds("\"keep\"", 3, FREEZE);
            functions.rounds("\"ask\"", 2, FREEZE);
            functions.shutDown();
            assertThat(forgetful).allSatisfy(each -> {
                assertThat(each.confirmed()).contains(OPEN).isSubsetOf(OPEN, "leak");
                assertThat(each.text(OPEN, "site"))
                        .startsWith("com.example.lambda.PooledOrders.handleRequest(PooledOrders.java:");
                assertThat(each.text(OPEN, "advice")).startsWith("Close it in a try-with-resources");
            });
        }
    }

    @Nested
    class a_connection_that_its_server_gave_up_in_a_freeze {
        @ParameterizedTest
        @MethodSource("io.connwake.layer.FreezeIT#jdks")
        void is_lent_untested_where_the_clock_stood_still_alone(Jdk jdk) {
            FrozenFunction untested = functions.start(jdk, folder, "untested", 1, ENDS_IDLE_SESSIONS, true, "");
            FrozenFunction tested =
                    functions.start(jdk, folder, "tested", 1, ENDS_IDLE_SESSIONS, true, FrozenFunction.ALWAYS_TESTS);
            FrozenFunction awake = functions.start(jdk, folder, "awake", 1, ENDS_IDLE_SESSIONS, false, "");
            functions.rounds("\"ask\"", 2, Duration.ZERO);
            functions.round(functions.all(), "\"ask\"");
            functions.all().forEach(each -> each.database().awaitSessionsOpen(0));
            functions.freeze(Duration.ofSeconds(1));
            assertThat(untested.invoke("\"ask\"").outcome()).isEqualTo(Outcome.ERROR);
            assertThat(tested.invoke("\"ask\"").outcome()).isEqualTo(Outcome.RESPONSE);
            assertThat(awake.invoke("\"ask\"").outcome()).isEqualTo(Outcome.RESPONSE);
            functions.freeze(Duration.ofSeconds(1));
            functions.round(functions.all(), "\"ask\"");
            functions.shutDown();
            assertThat(untested.confirmed()).containsExactlyInAnyOrder(GAP, STALE);
            assertThat(untested.text(GAP, "site")).startsWith("com.example.lambda.PooledOrders.ask(PooledOrders.java:");
            assertThat(untested.text(GAP, "advice")).contains("com.zaxxer.hikari.aliveBypassWindowMs=0");
            assertThat(untested.text(STALE, "evidence")).contains("Meanwhile the environment was frozen");
            tested.hasNothingToTell();
            awake.hasNothingToTell();
        }

        /** An administrator's doing, a failover: it says nothing of an idle limit. */
        @ParameterizedTest
        @MethodSource("io.connwake.layer.FreezeIT#jdks")
        void is_lent_untested_too_where_it_was_ended_for_another_reason(Jdk jdk) {
            FrozenFunction untested = functions.start(jdk, folder, "untested", 1, "", true, "");
            FrozenFunction tested = functions.start(jdk, folder, "tested", 1, "", true, FrozenFunction.ALWAYS_TESTS);
            FrozenFunction awake = functions.start(jdk, folder, "awake", 1, "", false, "");
            functions.rounds("\"ask\"", 3, Duration.ZERO);
            functions.freeze(FREEZE);
            functions.all().forEach(FrozenFunction::endSessions);
            assertThat(untested.invoke("\"ask\"").outcome()).isEqualTo(Outcome.ERROR);
            assertThat(tested.invoke("\"ask\"").outcome()).isEqualTo(Outcome.RESPONSE);
            assertThat(awake.invoke("\"ask\"").outcome()).isEqualTo(Outcome.RESPONSE);
            functions.freeze(Duration.ofSeconds(1));
            functions.round(functions.all(), "\"ask\"");
            functions.shutDown();
            assertThat(untested.confirmed()).containsExactly(GAP);
            tested.hasNothingToTell();
            awake.hasNothingToTell();
        }
    }
}
