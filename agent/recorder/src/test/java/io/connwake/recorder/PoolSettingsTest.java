package io.connwake.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.recorder.event.PoolFacts;
import io.connwake.recorder.event.PoolSeen;
import io.connwake.recorder.event.PoolUpkeep;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A pool's settings, read from its fields. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@SuppressWarnings({"SameNameButDifferent", "UnusedVariable"}) // what is read by name is named as in the library
class PoolSettingsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long MINUTE = 60 * SECOND;
    private static final long NEVER = PoolFacts.ENDLESS;
    private static final long ELEVEN_SECONDS_NANOS = 11_000_000_000L;

    private final Stage stage = Stage.open();
    private long sweptNanos;

    @AfterEach
    void leave() {
        stage.close();
    }

    @Test
    void commons_dbcp_2_waits_for_ever_by_default() throws Exception {
        DataSource pool = PoolLibrary.DBCP_2.create(4);

        PoolFacts facts = seen(pool);

        PoolUpkeep upkeep = new PoolUpkeep(NEVER, NEVER, NEVER, NEVER, PoolFacts.UNKNOWN, true);
        assertThat(facts).isEqualTo(new PoolFacts(1, "Commons DBCP 2", null, 4, 0, 8, PoolFacts.ENDLESS, upkeep));
        PoolLibrary.shutDown(pool);
    }

    @Test
    void commons_dbcp_2_without_a_limit_has_none_that_is_known() throws Exception {
        DataSource pool = PoolLibrary.DBCP_2.create(-1);

        assertThat(seen(pool).limit()).isEqualTo(PoolFacts.UNKNOWN);
        PoolLibrary.shutDown(pool);
    }

    @Test
    void hikari_cp_waits_thirty_seconds_by_default() throws Exception {
        DataSource pool = PoolLibrary.HIKARI_CP.create(4);
        PoolLibrary.set(pool, "setPoolName", "orders");

        PoolFacts facts = seen(pool);

        PoolUpkeep upkeep = new PoolUpkeep(30 * MINUTE, 10 * MINUTE, 2 * MINUTE, 5 * SECOND, NEVER, null);
        assertThat(facts.asked(null))
                .isEqualTo(new PoolFacts(1, "HikariCP", "orders", 4, 0, PoolFacts.UNKNOWN, 30 * SECOND, upkeep));
        PoolLibrary.shutDown(pool);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:h2:mem:orders;PASSWORD=hush",
                "pool of postgresql://scott:hush@db/orders",
                "of JDBC:oracle:thin:scott/hush@db"
            })
    void a_name_that_is_a_url_is_none_for_it_may_tell_a_password(String url) throws Exception {
        DataSource pool = PoolLibrary.HIKARI_CP.create(4);
        PoolLibrary.set(pool, "setPoolName", url);

        assertThat(seen(pool).name()).isNull();
        PoolLibrary.shutDown(pool);
    }

    @Test
    void a_thread_that_a_pool_named_after_its_url_has_none_either() {
        Thread adder = new Thread(null, null, "jdbc:h2:mem:orders;PASSWORD=hush:connection-adder");

        assertThat(new ThreadTrace(adder, 1).holder.ref.name()).isEqualTo("-");
    }

    @Test
    void of_a_library_s_pool_that_an_application_extends_the_library_is_known() throws Exception {
        DataSource pool = Stage.LOADER.create(DataSource.class, "com.acme.orders.TenantPool");
        PoolLibrary.set(pool, "setJdbcUrl", "jdbc:h2:mem:extended");
        PoolLibrary.set(pool, "setDriverClassName", "org.h2.Driver");

        assertThat(seen(pool).library()).isEqualTo("HikariCP");
        PoolLibrary.shutDown(pool);
    }

    @Test
    void hikari_cp_told_to_wait_for_ever_does() throws Exception {
        DataSource pool = PoolLibrary.HIKARI_CP.create(4);
        PoolLibrary.HIKARI_CP.acquireTimeoutMillis(pool, 0);

        assertThat(seen(pool).acquireTimeoutNanos()).isEqualTo(PoolFacts.ENDLESS);
        PoolLibrary.shutDown(pool);
    }

    @Test
    void what_hikari_cp_was_told_and_corrects_is_known_with_what_is_in_force() throws Exception {
        DataSource pool = PoolLibrary.HIKARI_CP.create(4);
        PoolLibrary.set(pool, "setMinimumIdle", 8);
        PoolLibrary.set(pool, "setLeakDetectionThreshold", 1_000L);

        PoolFacts facts = seen(pool);

        assertThat(facts.minimumIdle()).isEqualTo(4);
        assertThat(facts.upkeep().leakThresholdNanos()).isEqualTo(NEVER);
        assertThat(Objects.requireNonNull(facts.asked()).minimumIdle()).isEqualTo(8);
        assertThat(Objects.requireNonNull(facts.asked()).upkeep().leakThresholdNanos())
                .isEqualTo(SECOND);
        PoolLibrary.shutDown(pool);
    }

    @Test
    void a_configuration_that_is_only_validated_is_no_later_pool_s() throws Exception {
        Object settings = Stage.LOADER.create(Object.class, "com.zaxxer.hikari.HikariConfig");
        PoolLibrary.set(settings, "setJdbcUrl", "jdbc:h2:mem:validated");
        PoolLibrary.set(settings, "setLeakDetectionThreshold", 1_000L);
        settings.getClass().getMethod("validate").invoke(settings);
        DataSource pool = PoolLibrary.DBCP_2.create(4);

        assertThat(seen(pool).asked()).isNull();
        PoolLibrary.shutDown(pool);
    }

    @Test
    void until_the_application_changes_them() throws Exception {
        DataSource pool = PoolLibrary.HIKARI_CP.create(4);
        PoolLibrary.set(pool, "setMinimumIdle", 8);
        seen(pool);

        PoolLibrary.set(pool, "setMaximumPoolSize", 8);

        assertThat(seenAgain().asked()).isNull();
        PoolLibrary.shutDown(pool);
    }

    @Test
    void settings_that_change_are_told_again_and_others_are_not() throws Exception {
        DataSource pool = PoolLibrary.DBCP_2.create(4);
        seen(pool);

        assertThat(stage.sweptAt(System.nanoTime() + ELEVEN_SECONDS_NANOS, PoolSeen.class))
                .isEmpty();
        PoolLibrary.DBCP_2.limit(pool, 6);
        assertThat(stage.sweptAt(System.nanoTime() + 2 * ELEVEN_SECONDS_NANOS, PoolSeen.class))
                .extracting(each -> each.facts().limit())
                .containsExactly(6);
        PoolLibrary.shutDown(pool);
    }

    @Test
    void what_is_asked_of_commons_dbcp_2_though_it_never_looks_at_idle_connections_is_inert() throws Exception {
        DataSource pool = PoolLibrary.DBCP_2.create(4);
        PoolLibrary.set(pool, "setTestWhileIdle", true);
        assertThat(seen(pool).upkeep().inert()).isEqualTo(PoolUpkeep.IDLE_TEST);

        PoolLibrary.set(pool, "setMinEvictableIdle", Duration.ofMinutes(2));
        assertThat(seenAgain().upkeep().inert()).isEqualTo(PoolUpkeep.IDLE_TEST | PoolUpkeep.IDLE_TIMEOUT);

        PoolLibrary.set(pool, "setDurationBetweenEvictionRuns", Duration.ofMinutes(1));
        assertThat(seenAgain().upkeep().inert()).isZero();
        PoolLibrary.shutDown(pool);
    }

    /** As its fields are called in DBCP 2.7 on Pool 2.7. */
    @Test
    void of_commons_dbcp_2_7_it_is_read_by_the_names_that_its_fields_had() {
        class Factory {
            long maxConnLifetimeMillis = 60_000;
            int validationQueryTimeoutSeconds = 4;
        }
        class Abandoned {
            int removeAbandonedTimeout = 33;
        }
        class Pool {
            int maxTotal = 6;
            long maxWaitMillis = 5_000;
            long timeBetweenEvictionRunsMillis = 10_000;
            long minEvictableIdleTimeMillis = 20_000;
            boolean testWhileIdle = true;
            Object evictor = "on";
            Object factory = new Factory();
            Object abandonedConfig = new Abandoned();
        }
        assertThat(dbcp(new Object() {
                    Object pool = new Pool();
                }))
                .isEqualTo(seenOfDbcp());
    }

    /** As in DBCP 2.9 on Pool 2.10. */
    @Test
    void and_of_2_9() {
        class Factory {
            long maxConnLifetimeMillis = 60_000;
            int validationQueryTimeoutSeconds = 4;
        }
        class Abandoned {
            Duration removeAbandonedTimeout = Duration.ofSeconds(33);
        }
        class Pool {
            int maxTotal = 6;
            Duration maxWait = Duration.ofSeconds(5);
            Duration timeBetweenEvictionRuns = Duration.ofSeconds(10);
            Duration minEvictableIdleTime = Duration.ofSeconds(20);
            boolean testWhileIdle = true;
            Object evictor = "on";
            Object factory = new Factory();
            Object abandonedConfig = new Abandoned();
        }
        assertThat(dbcp(new Object() {
                    Object pool = new Pool();
                }))
                .isEqualTo(seenOfDbcp());
    }

    private static PoolFacts seenOfDbcp() {
        PoolUpkeep upkeep = new PoolUpkeep(MINUTE, 20 * SECOND, 10 * SECOND, 4 * SECOND, 33 * SECOND, null);
        return new PoolFacts(1, "Commons DBCP 2", null, 6, -1, -1, 5 * SECOND, upkeep);
    }

    private static PoolFacts dbcp(Object pool) {
        return read("org.apache.commons.dbcp2.PoolingDataSource", "Commons DBCP 2", pool);
    }

    private static PoolFacts read(String className, String library, Object pool) {
        return Objects.requireNonNull(PoolTable.named(className)).read(pool, 1, library, new Fields(closed -> {}));
    }

    /** UCP 21.1 and 23.5 refuse at once. */
    @Test
    void ucp_told_to_wait_for_no_time_does_not_wait_for_ever() {
        class Value {
            Object value = 0;
        }
        PoolFacts facts = read("oracle.ucp.jdbc.PoolDataSourceImpl", "Oracle UCP", new Object() {
            Object connectionWaitTimeout = new Value();
        });

        assertThat(facts.acquireTimeoutNanos()).isZero();
    }

    @Test
    void vibur_that_validates_nothing_has_no_timeout_for_it() {
        assertThat(vibur(-1).upkeep().validationTimeoutNanos()).isEqualTo(NEVER);
        assertThat(vibur(0).upkeep().validationTimeoutNanos()).isEqualTo(4 * SECOND);
    }

    private static PoolFacts vibur(int idleLimitSeconds) {
        return read("org.vibur.dbcp.ViburConfig", "Vibur", new Object() {
            int validateTimeoutInSeconds = 4;
            int connectionIdleLimitInSeconds = idleLimitSeconds;
        });
    }

    @ParameterizedTest
    @CsvSource({"true, false, 4", "false, true, 4", "true, true, 4", "false, false, -1"})
    void nor_has_druid_where_it_tests_neither_on_borrow_nor_after_a_pause(
            boolean onBorrow, boolean whileIdle, int seconds) {
        PoolFacts facts = read("com.alibaba.druid.pool.DruidAbstractDataSource", "Druid", new Object() {
            int validationQueryTimeout = 4;
            boolean testOnBorrow = onBorrow;
            boolean testWhileIdle = whileIdle;
        });

        assertThat(facts.upkeep().validationTimeoutNanos()).isEqualTo(seconds < 0 ? NEVER : seconds * SECOND);
    }

    private PoolFacts seenAgain() {
        sweptNanos += ELEVEN_SECONDS_NANOS;
        List<PoolSeen> seen = stage.sweptAt(System.nanoTime() + sweptNanos, PoolSeen.class);
        assertThat(seen).hasSize(1);
        return seen.get(0).facts();
    }

    private PoolFacts seen(DataSource pool) throws Exception {
        stage.shop.place(pool, connection -> {});
        return stage.only(PoolSeen.class).facts();
    }
}
