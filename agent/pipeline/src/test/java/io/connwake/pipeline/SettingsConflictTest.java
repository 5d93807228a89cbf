package io.connwake.pipeline;

import static io.connwake.pipeline.Scene.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.pipeline.model.Finding;
import io.connwake.pipeline.model.Finding.Severity;
import io.connwake.pipeline.model.Names;
import io.connwake.recorder.event.ErrorFacts;
import io.connwake.recorder.event.PoolFacts;
import io.connwake.recorder.event.PoolSeen;
import io.connwake.recorder.event.PoolUpkeep;
import io.connwake.recorder.event.StatementFailed;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsConflictTest {
    private static final long MINUTE = 60 * SECOND;
    private static final long NEVER = PoolFacts.ENDLESS;
    private final Scene scene = new Scene();
    private final long pool = scene.id();

    private void used(
            String library, int minimum, int maximum, int limit, long acquireTimeoutNanos, PoolUpkeep upkeep) {
        seen(library, minimum, maximum, limit, acquireTimeoutNanos, upkeep);
        scene.release(scene.acquire(pool, scene.open(0)));
        scene.passSeconds(7);
    }

    private void endsSoon(int minimum, int maximum, PoolUpkeep upkeep) {
        seen("Commons DBCP 2", minimum, maximum, 8, SECOND, upkeep);
        scene.release(scene.acquire(pool, scene.open(0)));
        scene.finish();
    }

    private void seen(
            String library, int minimum, int maximum, int limit, long acquireTimeoutNanos, PoolUpkeep upkeep) {
        scene.tell(new PoolSeen(
                scene.now,
                new PoolFacts(pool, library, "orders", limit, minimum, maximum, acquireTimeoutNanos, upkeep)));
    }

    private static PoolUpkeep upkeep(long lifetime, long idle, long keepalive, long validation) {
        return new PoolUpkeep(lifetime, idle, keepalive, validation, NEVER, null);
    }

    private String advice() {
        assertThat(scene.output.findingStates("settings_conflict")).containsExactly("confirmed");
        Finding finding = scene.output.last("settings_conflict");
        assertThat(finding.severity()).isEqualTo(Severity.WARN);
        return String.valueOf(finding.attributes().get(Names.FINDING_ADVICE));
    }

    private String sentence() {
        return scene.output.last("settings_conflict").sentence();
    }

    @Nested
    class it_names {
        @Test
        void a_minimum_above_the_maximum_of_idle_connections() {
            used("Commons DBCP 2", 6, 2, 8, SECOND, PoolUpkeep.UNKNOWN);
            assertThat(advice()).isEqualTo("Set maxIdle=6, or minIdle=2.");
            assertThat(sentence())
                    .isEqualTo("Settings of pool orders are not in force as they stand: minIdle=6 has no effect.");
        }

        @Test
        void which_tomcat_solves_the_other_way() {
            used("Tomcat JDBC", 6, 2, 8, SECOND, PoolUpkeep.UNKNOWN);
            assertThat(advice()).isEqualTo("Set maxIdle=6, or minIdle=2.");
            assertThat(sentence())
                    .isEqualTo("Settings of pool orders are not in force as they stand: maxIdle=2 is not taken.");
        }

        /** Nobody chose that minimum, but somebody chose the maximum. */
        @Test
        void which_tomcat_does_also_for_a_minimum_of_its_own() {
            used("Tomcat JDBC", 10, 5, 20, SECOND, PoolUpkeep.UNKNOWN);
            assertThat(sentence()).endsWith("maxIdle=5 is not taken.");
            assertThat(advice()).isEqualTo("Set maxIdle=10, or minIdle=5.");
        }

        @Test
        void but_not_in_its_copy_of_dbcp_2() {
            used("Tomcat DBCP 2", 6, 2, 8, SECOND, PoolUpkeep.UNKNOWN);
            assertThat(advice()).isEqualTo("Set maxIdle=6, or minIdle=2.");
            assertThat(sentence()).endsWith("minIdle=6 has no effect.");
        }

        @Test
        void no_key_for_that_copy_which_spring_boot_does_not_configure() {
            scene.loadedClasses.add("org.springframework.boot.SpringApplication");
            used("Tomcat DBCP 2", 6, 2, 8, SECOND, PoolUpkeep.UNKNOWN);
            assertThat(advice()).isEqualTo("Set maxIdle=6, or minIdle=2.");
        }

        @Test
        void no_property_of_a_library_by_whose_name_an_application_s_pool_is_called() {
            used("OAuth2DataSource", 6, 9, 4, SECOND, PoolUpkeep.UNKNOWN);
            assertThat(advice()).doesNotContain("maxConnections");
        }

        @Test
        void of_a_process_that_ends_soon() {
            endsSoon(6, 2, PoolUpkeep.UNKNOWN);
            assertThat(advice()).isEqualTo("Set maxIdle=6, or minIdle=2.");
        }

        @Test
        void of_one_that_closed_its_pool_before() {
            seen("HikariCP", 3, -1, 3, SECOND, upkeep(30 * MINUTE, MINUTE, NEVER, 5 * SECOND));
            scene.release(scene.acquire(pool, scene.open(0)));
            scene.close(pool);
            scene.finish();
            assertThat(advice()).contains("or leave idleTimeout away");
        }

        @Test
        void a_minimum_above_the_limit() {
            used("c3p0", 20, -1, 10, SECOND, PoolUpkeep.UNKNOWN);
            assertThat(advice()).isEqualTo("Set minPoolSize=10, or maxPoolSize=20.");
        }

        @Test
        void an_idle_timeout_of_a_pool_that_keeps_its_size() {
            used("HikariCP", 10, -1, 10, SECOND, upkeep(30 * MINUTE, 5 * MINUTE, NEVER, 5 * SECOND));
            assertThat(advice()).startsWith("Set minimumIdle=2").contains("or leave idleTimeout away");
        }

        @Test
        void the_frameworks_key_where_there_is_one() {
            scene.loadedClasses.add("org.springframework.boot.SpringApplication");
            used("HikariCP", 10, -1, 10, SECOND, upkeep(30 * MINUTE, 5 * MINUTE, NEVER, 5 * SECOND));
            assertThat(advice()).contains("spring.datasource.hikari.minimum-idle=2");
        }

        @Test
        void the_end_of_the_frameworks_key_where_several_pools_have_prefixes_of_their_own() {
            scene.loadedClasses.add("org.springframework.boot.SpringApplication");
            scene.pool("HikariCP", "reader", 10, SECOND);
            used("HikariCP", 10, -1, 10, SECOND, upkeep(30 * MINUTE, 5 * MINUTE, NEVER, 5 * SECOND));
            assertThat(advice()).contains("(<its prefix>.minimum-idle=2)").doesNotContain("spring.datasource");
        }

        @Test
        void the_whole_key_where_the_other_pool_was_closed_before() {
            scene.loadedClasses.add("org.springframework.boot.SpringApplication");
            long reader = scene.pool("HikariCP", "reader", 10, SECOND);
            scene.turn();
            scene.close(reader);
            used("HikariCP", 10, -1, 10, SECOND, upkeep(30 * MINUTE, 5 * MINUTE, NEVER, 5 * SECOND));
            assertThat(advice()).contains("spring.datasource.hikari.minimum-idle=2");
        }

        @Test
        void the_key_of_quarkus() {
            scene.loadedClasses.add("io.quarkus.runtime.Application");
            used("Agroal", 0, -1, 8, SECOND, upkeep(MINUTE, 2 * MINUTE, -1, NEVER));
            assertThat(advice()).contains("(quarkus.datasource.jdbc.idle-removal-interval=PT30S)");
        }

        @Test
        void the_same_with_the_name_left_open_where_several_data_sources_have_one() {
            scene.loadedClasses.add("io.quarkus.runtime.Application");
            scene.pool("Agroal", "users", 8, SECOND);
            used("Agroal", 0, -1, 8, SECOND, upkeep(MINUTE, 2 * MINUTE, -1, NEVER));
            assertThat(advice()).contains("(quarkus.datasource.<name>.jdbc.idle-removal-interval=PT30S)");
        }

        @Test
        void an_idle_timeout_that_the_lifetime_overtakes() {
            used("Commons DBCP 2", 0, 8, 8, SECOND, upkeep(10 * MINUTE, 20 * MINUTE, MINUTE, NEVER));
            assertThat(advice()).startsWith("Set minEvictableIdleTimeMillis=300000");
        }

        @Test
        void a_keepalive_that_the_lifetime_overtakes() {
            used("Druid", 0, -1, 8, SECOND, upkeep(MINUTE, -1, 2 * MINUTE, NEVER));
            assertThat(advice()).startsWith("Set keepAliveBetweenTimeMillis=30000 with keepAlive=true");
        }

        @Test
        void a_validation_that_may_outlast_the_acquire() {
            used("HikariCP", 10, -1, 10, 3 * SECOND, upkeep(30 * MINUTE, 10 * MINUTE, NEVER, 4 * SECOND));
            assertThat(advice()).isEqualTo("Set validationTimeout=1000.");
        }

        @Test
        void upkeep_that_nothing_does_one_row_each() {
            PoolUpkeep inert = new PoolUpkeep(
                    NEVER, NEVER, NEVER, NEVER, NEVER, true, PoolUpkeep.IDLE_TIMEOUT | PoolUpkeep.IDLE_TEST);
            used("Commons DBCP 2", 0, 8, 8, SECOND, inert);
            assertThat(sentence())
                    .contains("minEvictableIdleTimeMillis has no effect; testWhileIdle=true has no effect");
            assertThat(advice()).contains("timeBetweenEvictionRunsMillis=30000 with testWhileIdle=true");
        }

        @Test
        void a_test_that_has_nothing_to_test_with() {
            used("Druid", 0, -1, 8, SECOND, new PoolUpkeep(NEVER, -1, -1, -1, -1, true, PoolUpkeep.TEST));
            assertThat(advice()).isEqualTo("Set validationQuery=SELECT 1.");
        }
    }

    @Nested
    class of_what_a_pool_replaced_when_it_started_it_names {
        private static final PoolUpkeep IN_FORCE =
                new PoolUpkeep(30 * MINUTE, 10 * MINUTE, NEVER, 5 * SECOND, NEVER, null);

        private void asked(int minimum, int limit, PoolUpkeep upkeep) {
            PoolFacts asked = new PoolFacts(0, "", null, limit, minimum, -1, -1, upkeep);
            PoolFacts inForce = new PoolFacts(pool, "HikariCP", "orders", 10, 10, -1, SECOND, IN_FORCE);
            scene.tell(new PoolSeen(scene.now, inForce.asked(asked)));
            scene.release(scene.acquire(pool, scene.open(0)));
            scene.passSeconds(7);
        }

        private static PoolUpkeep leak(long lifetime, long leak) {
            return new PoolUpkeep(lifetime, -1, -1, -1, leak, null);
        }

        @Test
        void a_minimum_above_the_limit() {
            asked(20, 10, PoolUpkeep.UNKNOWN);
            assertThat(advice()).isEqualTo("Set minimumIdle=10, or maximumPoolSize=20.");
        }

        @Test
        void a_keepalive_that_the_lifetime_overtakes() {
            asked(-1, -1, upkeep(10 * MINUTE, -1, 20 * MINUTE, -1));
            assertThat(advice()).startsWith("Set keepaliveTime=300000");
        }

        @Test
        void a_leak_threshold_that_is_too_short() {
            asked(-1, -1, leak(-1, SECOND));
            assertThat(sentence()).contains("leakDetectionThreshold of 1.0 s is not taken");
            assertThat(advice()).isEqualTo("Set leakDetectionThreshold=2000 or more.");
        }

        @Test
        void or_longer_than_a_connection_lives() {
            asked(-1, -1, leak(MINUTE, 2 * MINUTE));
            assertThat(advice()).isEqualTo("Set leakDetectionThreshold=30000 or another value below it.");
        }

        @Test
        void each_of_several() {
            asked(2, 10, upkeep(10 * SECOND, 5 * SECOND, SECOND, -1));
            assertThat(sentence())
                    .contains("maxLifetime of 10.0 s")
                    .contains("idleTimeout of 5.0 s")
                    .contains("keepaliveTime of 1.0 s");
        }

        @Test
        void no_timeout_that_fits_the_lifetime_in_force() {
            asked(2, 10, upkeep(20 * SECOND, 60 * SECOND, -1, -1));
            assertThat(sentence())
                    .contains("maxLifetime of 20.0 s is not taken")
                    .doesNotContain("idleTimeout");
        }

        @Test
        void a_keepalive_that_only_a_longer_lifetime_leaves_room_for() {
            asked(-1, -1, upkeep(40 * SECOND, -1, 50 * SECOND, -1));
            assertThat(advice()).isEqualTo("Set maxLifetime=100000 or more.");
        }

        @Test
        void nothing_of_what_was_not_set() {
            asked(-1, -1, upkeep(-1, -1, NEVER, -1));
            assertThat(scene.output.findings).isEmpty();
        }
    }

    @Test
    void it_is_resolved_when_they_agree() {
        used("Commons DBCP 2", 6, 2, 8, SECOND, PoolUpkeep.UNKNOWN);
        seen("Commons DBCP 2", 2, 2, 8, SECOND, PoolUpkeep.UNKNOWN);
        scene.passSeconds(2);
        assertThat(scene.output.findingStates("settings_conflict")).containsExactly("confirmed", "resolved");
    }

    /** What pgjdbc says where its statements meet others on a session, as measured behind PgBouncer. */
    @Nested
    class behind_a_pooler_that_shares_sessions {
        private final long orders = scene.pool("orders", 4, SECOND);

        private void fails(boolean inTransaction, ErrorFacts error) {
            OpenLease lease = scene.acquire(orders, scene.open(orders));
            lease.statements++;
            scene.tell(new StatementFailed(
                    scene.now,
                    scene.now,
                    lease.acquired.connectionId(),
                    lease.acquired.leaseId(),
                    StatementFailed.Call.EXECUTE,
                    0,
                    inTransaction,
                    false,
                    error));
            scene.release(lease);
            scene.passSeconds(2);
        }

        private static ErrorFacts pgjdbc(String state, String message) {
            return Scene.error("org.postgresql.util.PSQLException", state, "ERROR: prepared statement " + message);
        }

        private static ErrorFacts taken() {
            return pgjdbc("42P05", "? already exists (S_1)");
        }

        private static ErrorFacts missing() {
            return pgjdbc("26000", "? does not exist (S_2)");
        }

        private Finding finding() {
            return scene.output.last("settings_conflict");
        }

        private String told(String what) {
            return String.valueOf(finding().attributes().get(what));
        }

        private void assertSilence() {
            scene.finish();
            assertThat(scene.output.findings).isEmpty();
        }

        @Test
        void a_name_that_is_taken_is_found_at_once_with_its_line_and_what_to_set() {
            fails(true, taken());

            assertThat(scene.output.findingStates("settings_conflict")).containsExactly("confirmed");
            assertThat(finding().severity()).isEqualTo(Severity.ERROR);
            assertThat(finding().sentence())
                    .startsWith("prepareThreshold contradicts a pooler")
                    .endsWith(": 1 call on pool orders failed.");
            assertThat(told(Names.FINDING_SITE)).isEqualTo(Scene.PLACE.toString());
            assertThat(told(Names.FINDING_EVIDENCE)).startsWith("S_1 already exists (SQLState 42P05), though");
            assertThat(told(Names.FINDING_ADVICE))
                    .startsWith("Set prepareThreshold=0")
                    .contains("max_prepared_statements");
        }

        @Test
        void what_is_missing_is_counted_with_it() {
            fails(true, missing());
            fails(true, taken());
            fails(true, missing());
            scene.finish();

            assertThat(told(Names.FINDING_COUNT)).isEqualTo("3");
            assertThat(told(Names.FINDING_EVIDENCE)).startsWith("S_1 already exists");
        }

        @Test
        void what_is_missing_when_transactions_begin_is_found_when_it_happens_again() {
            fails(false, missing());
            assertThat(scene.output.findings).isEmpty();
            fails(false, missing());

            assertThat(scene.output.findingStates("settings_conflict")).containsExactly("confirmed");
            assertThat(told(Names.FINDING_COUNT)).isEqualTo("2");
            assertThat(told(Names.FINDING_EVIDENCE))
                    .startsWith("S_2 does not exist (SQLState 26000) where a transaction begins");
        }

        @Test
        void a_batch_tells_it_by_its_cause() {
            fails(false, Scene.error("java.sql.BatchUpdateException", "42P05", "? entry ?", taken()));

            assertThat(scene.output.findingStates("settings_conflict")).containsExactly("confirmed");
        }

        /** pgjdbc gives it as the cause of whatever is refused afterwards. */
        @Test
        void an_echo_within_the_transaction_that_it_aborted_is_not_counted() {
            fails(true, taken());
            fails(true, Scene.error("org.postgresql.util.PSQLException", "25P02", "ERROR: ?", taken()));
            scene.finish();

            assertThat(told(Names.FINDING_COUNT)).isEqualTo("1");
        }

        @Test
        void it_is_one_finding_of_a_pool() {
            fails(false, taken());
            fails(false, taken());
            scene.finish();

            assertThat(scene.output.named("finding settings_conflict")).hasSize(1);
            assertThat(told(Names.FINDING_COUNT)).isEqualTo("2");
        }

        /** As by a DEALLOCATE ALL in a function, which the driver does not see. */
        @Test
        void what_is_missing_within_a_transaction_alone_is_the_applications_own() {
            fails(true, missing());
            fails(true, missing());
            fails(true, missing());
            assertSilence();
        }

        @Test
        void statements_that_the_application_names_are_its_own() {
            fails(false, pgjdbc("42P05", "? already exists"));
            fails(false, pgjdbc("26000", "? does not exist"));
            fails(false, pgjdbc("26000", "? does not exist"));
            assertSilence();
        }

        @Test
        void a_plan_that_a_ddl_has_changed_is_none() {
            fails(
                    false,
                    Scene.error(
                            "org.postgresql.util.PSQLException", "0A000", "ERROR: ? ? must not change result type"));
            assertSilence();
        }
    }

    @Nested
    class it_is_silent {
        private void assertSilence() {
            assertThat(scene.output.findings).isEmpty();
        }

        @Test
        void for_what_a_library_does_by_itself() {
            used("HikariCP", 10, -1, 10, 2 * SECOND, upkeep(5 * MINUTE, 10 * MINUTE, 2 * MINUTE, 5 * SECOND));
            assertSilence();
        }

        @Test
        void for_the_idle_timeout_that_commons_has_anyway() {
            used("Commons DBCP 2", 0, 8, 8, SECOND, upkeep(10 * MINUTE, 30 * MINUTE, NEVER, NEVER));
            assertSilence();
        }

        @Test
        void for_the_maximum_that_tomcat_has_anyway() {
            used("Tomcat JDBC", 150, 100, 200, SECOND, PoolUpkeep.UNKNOWN);
            assertSilence();
        }

        /** DBCP 2 and Tomcat JDBC 8.5 looked at the age of none that nobody borrowed or tested: it idled on to the timeout. */
        @ParameterizedTest
        @ValueSource(strings = {"Commons DBCP 2", "Tomcat DBCP 2", "Tomcat JDBC"})
        void for_an_idle_timeout_that_closes_what_is_too_old_to_be_lent(String library) {
            used(library, 0, 8, 8, SECOND, upkeep(10 * MINUTE, 20 * MINUTE, NEVER, NEVER));
            assertSilence();
        }

        /** With a lifetime of 2 s and a period of 3 s each of them tested connections that were a second old. */
        @ParameterizedTest
        @ValueSource(strings = {"Commons DBCP 2", "Tomcat DBCP 2", "Tomcat JDBC", "c3p0", "Agroal"})
        void for_a_sweep_that_meets_younger_connections_too(String library) {
            used(library, 0, 8, 8, SECOND, upkeep(MINUTE, -1, 2 * MINUTE, NEVER));
            assertSilence();
        }

        @ParameterizedTest
        @ValueSource(strings = {"Commons DBCP 2", "Tomcat JDBC", "c3p0", "Oracle UCP"})
        void for_a_validation_that_is_no_part_of_an_acquire(String library) {
            PoolUpkeep upkeep = new PoolUpkeep(NEVER, -1, -1, 10 * SECOND, NEVER, false);
            used(library, 0, -1, 8, 2 * SECOND, upkeep);
            assertSilence();
        }

        @Test
        void for_the_minimum_that_tomcat_has_anyway() {
            used("Tomcat JDBC", 10, 2, 4, SECOND, PoolUpkeep.UNKNOWN);
            assertSilence();
        }

        @Test
        void for_the_minimum_that_c3p0_has_anyway() {
            used("c3p0", 3, -1, 2, SECOND, PoolUpkeep.UNKNOWN);
            assertSilence();
        }

        @Test
        void for_that_which_tomcat_has_anyway() {
            used("Tomcat JDBC", 10, 100, 2, SECOND, PoolUpkeep.UNKNOWN);
            assertSilence();
        }

        @Test
        void where_settings_are_not_known() {
            used("MyPool", -1, -1, -1, -1, PoolUpkeep.UNKNOWN);
            assertSilence();
        }

        @Test
        void in_a_process_that_ends_soon_where_settings_agree() {
            endsSoon(2, 6, upkeep(10 * MINUTE, MINUTE, NEVER, NEVER));
            assertSilence();
        }

        @Test
        void for_a_pool_that_never_lent() {
            seen("Commons DBCP 2", 6, 2, 8, SECOND, PoolUpkeep.UNKNOWN);
            scene.passSeconds(7);
            assertSilence();
        }

        @Test
        void for_one_that_is_closed_since_its_fields_say_nothing_then() {
            seen("Commons DBCP 2", 2, 2, 8, SECOND, PoolUpkeep.UNKNOWN);
            scene.release(scene.acquire(pool, scene.open(0)));
            scene.passSeconds(7);
            scene.close(pool);
            seen("Commons DBCP 2", 6, 2, 8, SECOND, PoolUpkeep.UNKNOWN);
            scene.pass(SECOND);
            assertThat(scene.output.findingStates("settings_conflict")).isEmpty();
        }
    }
}
