package io.connwake.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.connwake.recorder.event.AcquireFailed;
import io.connwake.recorder.event.Acquired;
import io.connwake.recorder.event.Closed;
import io.connwake.recorder.event.OpenFailed;
import io.connwake.recorder.event.Opened;
import io.connwake.recorder.event.PoolSeen;
import io.connwake.recorder.event.Released;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class UnpooledLeaseTest {
    private static final String NOBODY = "jdbc:postgresql://localhost:1/orders?user=scott&password=tiger";

    private final Stage stage = Stage.open();

    @AfterEach
    void leave() {
        stage.close();
    }

    @Nested
    class a_connection_of_the_driver_manager {
        @Test
        void is_opened_and_leased_at_once_and_closed_and_released_at_once() throws Exception {
            Stage.LOADER.create(java.sql.Driver.class, "org.h2.Driver");
            try (Connection connection = stage.shop.connect("jdbc:h2:mem:orders")) {
                query(connection);
            }

            Opened opened = stage.only(Opened.class);
            Acquired acquired = stage.only(Acquired.class);
            Released released = stage.only(Released.class);
            assertThat(acquired.connectionId()).isEqualTo(opened.connectionId());
            assertThat(acquired.poolId()).isZero();
            assertThat(acquired.site()).extracting(site -> site.line().method()).isEqualTo("connect");
            assertThat(opened.pooled()).isFalse();
            assertThat(opened.opener()).asString().startsWith("com.acme.orders.Orders.connect(Orders.java:");
            assertThat(opened.peer().namespace()).isEqualTo("orders");
            assertThat(opened.serverSession())
                    .as("a database in memory has none")
                    .isZero();
            assertThat(released.acquired()).isEqualTo(acquired);
            assertThat(released.statements()).isEqualTo(1);
            assertThat(stage.only(Closed.class).connectionId()).isEqualTo(opened.connectionId());
        }

        @Test
        void is_not_proven_alive_by_what_a_driver_may_only_note() throws Exception {
            try (Connection connection = stage.shop.connect("jdbc:h2:mem:orders")) {
                connection.setAutoCommit(false);
                connection.rollback();
            }
            assertThat(stage.only(Released.class).survivedIdleNanos()).isEqualTo(-1);
        }

        @Test
        void is_proven_alive_by_a_statement() throws Exception {
            try (Connection connection = stage.shop.connect("jdbc:h2:mem:orders")) {
                query(connection);
            }
            assertThat(stage.only(Released.class).survivedIdleNanos()).isNotNegative();
        }

        @Test
        void that_is_refused_is_one_failed_open_and_one_failed_acquire() {
            Stage.LOADER.create(java.sql.Driver.class, "org.postgresql.Driver");

            assertThat(catchThrowable(() -> stage.shop.connect(NOBODY)))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("refused");

            OpenFailed failed = stage.only(OpenFailed.class);
            AcquireFailed acquire = stage.only(AcquireFailed.class);
            assertThat(failed.peer().label()).isEqualTo("localhost:1");
            assertThat(failed.peer().namespace()).isEqualTo("orders");
            assertThat(failed.error().sqlState()).isEqualTo("08001");
            assertThat(failed.error().causes()).anyMatch(each -> each.type().equals("java.net.ConnectException"));
            assertThat(failed.toString()).doesNotContain("scott").doesNotContain("tiger");
            assertThat(acquire.poolId()).isZero();
            assertThat(acquire.leaseId()).isEqualTo(failed.leaseId());
        }
    }

    @Nested
    class a_driver_s_data_source {
        @Test
        void that_opens_without_a_driver_is_told_like_one_that_does() throws Exception {
            DataSource source = Stage.LOADER.create(DataSource.class, "org.h2.jdbcx.JdbcDataSource");
            PoolLibrary.set(source, "setURL", "jdbc:h2:mem:orders");
            stage.shop.place(source, UnpooledLeaseTest::query);
            stage.shop.place(source, UnpooledLeaseTest::query);

            assertThat(stage.told(Opened.class)).hasSize(2).allMatch(each -> !each.pooled());
            assertThat(stage.told(Opened.class))
                    .allMatch(each -> "orders".equals(each.peer().namespace()));
            assertThat(stage.told(Acquired.class)).hasSize(2).allMatch(each -> each.poolId() == 0);
            assertThat(stage.told(Released.class)).hasSize(2).allMatch(each -> each.statements() == 1);
            assertThat(stage.told(Closed.class)).hasSize(2);
            assertThat(stage.told(PoolSeen.class)).isEmpty();
        }

        @Test
        void that_is_refused_is_one_failed_open_and_one_failed_acquire() {
            DataSource source = Stage.LOADER.create(DataSource.class, "org.postgresql.ds.PGSimpleDataSource");
            PoolLibrary.set(source, "setUrl", NOBODY);

            assertThat(catchThrowable(() -> stage.shop.place(source, connection -> {})))
                    .isInstanceOf(SQLException.class);

            assertThat(stage.only(OpenFailed.class).peer().label()).isEqualTo("localhost:1");
            assertThat(stage.only(AcquireFailed.class).poolId()).isZero();
        }
    }

    @Test
    void a_connection_that_nobody_closed_is_told_when_it_is_garbage() throws Exception {
        DataSource source = Stage.LOADER.create(DataSource.class, "org.h2.jdbcx.JdbcDataSource");
        PoolLibrary.set(source, "setURL", "jdbc:h2:mem:orders");
        stage.shop.forget(source, connection -> {});
        long connection = stage.only(Opened.class).connectionId();

        Closed closed = stage.awaitSwept(Closed.class, each -> each.connectionId() == connection, System::gc);

        assertThat(closed.how()).isEqualTo(Closed.How.GARBAGE);
    }

    @Test
    void an_aborted_connection_is_told_once_as_aborted() throws Exception {
        DataSource source = Stage.LOADER.create(DataSource.class, "org.h2.jdbcx.JdbcDataSource");
        PoolLibrary.set(source, "setURL", "jdbc:h2:mem:orders");
        stage.shop.place(source, connection -> connection.abort(Runnable::run));

        assertThat(stage.only(Closed.class).how()).isEqualTo(Closed.How.ABORTED);
        stage.only(Released.class);
    }

    private static void query(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeQuery("select 1").close();
        }
    }
}
