package io.connwake.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.recorder.event.Acquired;
import io.connwake.recorder.event.CodeLine;
import io.connwake.recorder.event.Site;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SitesTest {
    private final Stage stage = Stage.open();
    private final DataSource pool = PoolLibrary.HIKARI_CP.create(1);

    @AfterEach
    void leave() {
        PoolLibrary.shutDown(pool);
        stage.close();
    }

    @Nested
    class of_an_acquire {
        @Test
        void the_line_is_the_application_s_that_asked_the_pool() throws Exception {
            stage.shop.place(pool, connection -> {});

            CodeLine line = site().line();
            assertThat(line.function()).isEqualTo("com.acme.orders.Orders.borrow");
            assertThat(line.file()).isEqualTo("Orders.java");
            assertThat(line.line()).isPositive();
        }

        @Test
        void the_owner_is_the_method_behind_a_helper_that_returns_a_connection() throws Exception {
            stage.shop.place(pool, connection -> {});

            assertThat(site().owner().function()).isEqualTo("com.acme.orders.Orders.place");
        }

        @Test
        void the_owner_is_the_method_behind_one_that_returns_what_is_read_with_it() throws Exception {
            stage.shop.read(pool, connection -> {});

            assertThat(site().line().function()).isEqualTo("com.acme.orders.Orders.open");
            assertThat(site().owner().function()).isEqualTo("com.acme.orders.Orders.read");
        }

        @Test
        void the_owner_is_the_method_behind_a_constructor() throws Exception {
            stage.shop.keep(pool).close();

            assertThat(site().line().function()).isEqualTo("com.acme.orders.Repository.<init>");
            assertThat(site().owner().function()).isEqualTo("com.acme.orders.Orders.keep");
        }

        @Test
        void the_same_code_is_the_same_object() throws Exception {
            for (int i = 0; i < 2; i++) {
                stage.shop.place(pool, connection -> {});
            }

            assertThat(stage.lent().get(1).site()).isSameAs(stage.lent().get(0).site());
        }

        private Site site() {
            Acquired lease = stage.lent().get(0);
            return Objects.requireNonNull(lease.site());
        }
    }

    @Nested
    class to_capture_sites_adaptively {
        private static final long MILLISECOND = 1_000_000;

        private final Sites sites = new Sites(RecorderSettings.Capture.ADAPTIVE);
        private final PoolRecord record = new PoolRecord(1, this);
        private final long start = 1_000 * MILLISECOND;

        /** As many as there may be at that moment. */
        private int capture(long nanos) {
            int captures = 0;
            while (sites.isDue(record, nanos)) {
                captures++;
            }
            return captures;
        }

        @Test
        void is_due_for_the_first_acquires_of_a_pool_and_then_every_three_milliseconds() {
            assertThat(capture(start)).isEqualTo(64);
            assertThat(sites.isDue(record, start + 2 * MILLISECOND)).isFalse();
            assertThat(sites.isDue(record, start + 3 * MILLISECOND)).isTrue();
            assertThat(sites.isDue(record, start + 3 * MILLISECOND)).isFalse();
        }

        @Test
        void is_due_more_often_while_a_lease_without_a_site_lasts() {
            capture(start);
            record.sticks(start + MILLISECOND);
            assertThat(capture(start + MILLISECOND)).isEqualTo(64);
            assertThat(capture(start + 2 * MILLISECOND)).isEqualTo(3);
            assertThat(capture(start + 3_500 * MILLISECOND)).isEqualTo(64);
            assertThat(capture(start + 3_501 * MILLISECOND)).isZero();
        }

        @Test
        void is_due_more_seldom_where_captures_take_long_and_as_often_again_where_they_no_longer_do() {
            for (int captures = 0; captures < 200; captures++) {
                sites.took(record, 50_000);
            }
            assertThat(capture(start)).isEqualTo(64);
            assertThat(sites.isDue(record, start + 19 * MILLISECOND)).isFalse();
            assertThat(sites.isDue(record, start + 20 * MILLISECOND)).isTrue();
            for (int captures = 0; captures < 200; captures++) {
                sites.took(record, 4_000);
            }
            assertThat(record.sitesSpacingNanos).isBetween(3 * MILLISECOND, 3 * MILLISECOND + 10);
        }

        @Test
        void is_due_more_seldom_where_there_are_so_many_leases_that_few_can_have_one() {
            long second = 1_000 * MILLISECOND;
            sites.heard(1_900, second);
            assertThat(spacingAfterCheapCaptures()).isBetween(3 * MILLISECOND, 3 * MILLISECOND + 10);
            sites.heard(4_000, second);
            assertThat(spacingAfterCheapCaptures()).isBetween(12 * MILLISECOND - 10, 12 * MILLISECOND);
            sites.heard(1_000_000, second);
            assertThat(spacingAfterCheapCaptures()).isBetween(12 * MILLISECOND - 10, 12 * MILLISECOND);
            sites.heard(0, second);
            assertThat(spacingAfterCheapCaptures()).isBetween(3 * MILLISECOND, 3 * MILLISECOND + 10);
        }

        @Test
        void is_due_as_often_as_can_be_where_leases_are_few_whatever_a_capture_costs() {
            long second = 1_000 * MILLISECOND;
            sites.heard(101, second);
            assertThat(spacingAfter(100_000)).isBetween(40 * MILLISECOND - 10, 40 * MILLISECOND);
            sites.heard(100, second);
            assertThat(spacingAfter(100_000)).isBetween(3 * MILLISECOND, 3 * MILLISECOND + 10);
        }

        private long spacingAfterCheapCaptures() {
            return spacingAfter(4_000);
        }

        private long spacingAfter(long nanosOfEach) {
            for (int captures = 0; captures < 200; captures++) {
                sites.took(record, nanosOfEach);
            }
            return record.sitesSpacingNanos;
        }

        @Test
        void is_due_again_as_often_after_a_pause() {
            capture(start);
            assertThat(capture(start + 1_000 * MILLISECOND)).isEqualTo(64);
        }

        @Test
        void is_due_ten_times_as_often_for_a_pool_that_leaked() {
            record.leaks();
            capture(start);
            assertThat(sites.isDue(record, start + MILLISECOND / 4)).isFalse();
            assertThat(sites.isDue(record, start + MILLISECOND * 3 / 10)).isTrue();
        }

        @Test
        void is_due_as_often_at_once_when_a_pool_has_leaked() {
            capture(start);
            record.leaks();
            assertThat(capture(start)).isEqualTo(64);
            record.leaks();
            assertThat(sites.isDue(record, start + MILLISECOND / 4)).isFalse();
            assertThat(sites.isDue(record, start + MILLISECOND * 3 / 10)).isTrue();
        }

        @Test
        void is_always_due_where_no_pool_is() {
            assertThat(sites.isDue(null, 1)).isTrue();
            assertThat(sites.isDue(null, 2)).isTrue();
        }
    }

    @Test
    void none_is_captured_where_they_are_switched_off() {
        Sites off = new Sites(RecorderSettings.Capture.OFF);

        assertThat(off.isDue(null, 1)).isFalse();
        assertThat(off.capture()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.util.ArrayList",
                "javax.sql.DataSource",
                "jdk.proxy2.$Proxy7",
                "com.acme.orders.$Proxy7",
                "com.zaxxer.hikari.HikariDataSource",
                "org.apache.commons.dbcp2.BasicDataSource",
                "org.springframework.jdbc.core.JdbcTemplate",
                "org.springframework.dao.support.PersistenceExceptionTranslationInterceptor",
                "org.apache.catalina.core.ApplicationFilterChain",
                "org.apache.shardingsphere.driver.jdbc.core.connection.DriverDatabaseConnectionManager",
                "net.javacrumbs.shedlock.provider.jdbctemplate.JdbcTemplateStorageAccessor",
                "com.github.kagkarlsson.scheduler.Scheduler",
                "org.jobrunr.server.BackgroundJobServer",
                "io.vertx.ext.jdbc.impl.JDBCClientImpl",
                "org.postgresql.Driver"
            })
    void frames_of_the_jdk_and_of_what_passes_connections_on_are_not_the_application_s(String className) {
        assertThat(Sites.isApplication(className)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "com.acme.Orders$$SpringCGLIB$$0       | <generated> | com.acme.Orders.place",
                "com.acme.Orders$$EnhancerByGuice$$1f  | <generated> | com.acme.Orders.place",
                "com.acme.Orders$Proxy$_$$_WeldSubclass|             | com.acme.Orders.place",
                "com.acme.Orders_Subclass              |             | com.acme.Orders.place",
                "com.acme.$Orders$Definition$Intercepted|            | com.acme.Orders.place",
                "com.acme.Orders                       |             | com.acme.Orders.place",
                "com.acme.Orders                       | Orders.java | com.acme.Orders.place(Orders.java)"
            })
    void a_generated_subclass_is_said_as_the_class_that_was_written(
            String className, @Nullable String file, String said) {
        CodeLine line = Sites.line(new StackTraceElement(className, "place", file, -1));

        assertThat(line).hasToString(said);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.acme.orders.Orders",
                "com.acme.$Proxy",
                "org.h2x.Tool",
                "javaslang.Tuple",
                "org.springframework.samples.petclinic.Owners"
            })
    void others_are(String className) {
        assertThat(Sites.isApplication(className)).isTrue();
    }
}
