package io.connwake.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.connwake.recorder.event.AcquireFailed;
import io.connwake.recorder.event.Acquired;
import io.connwake.recorder.event.Closed;
import io.connwake.recorder.event.OpenFailed;
import io.connwake.recorder.event.Opened;
import io.connwake.recorder.event.Released;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.PooledConnection;
import javax.sql.XADataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A driver's pooled connection and its handles; of H2, which connects without any call that is hooked elsewhere. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HandlesTest {
    private static final String NOBODY = "jdbc:postgresql://localhost:1/orders";

    private final Stage stage = Stage.open();

    @AfterEach
    void leave() {
        stage.close();
    }

    @Test
    void a_pooled_connection_is_opened_and_no_lease() throws SQLException {
        PooledConnection pooled = source().getPooledConnection();

        assertThat(stage.only(Opened.class).leaseId()).isZero();
        assertThat(stage.told(Acquired.class)).isEmpty();
        assertThat(stage.only(Opened.class).peer().namespace()).isEqualTo("orders");
        pooled.close();
        assertThat(stage.only(Closed.class).how()).isEqualTo(Closed.How.CLOSED);
    }

    @Test
    void each_of_its_handles_is_a_lease_and_closing_one_closes_nothing_else() throws SQLException {
        PooledConnection pooled = source().getPooledConnection();
        query(pooled.getConnection()).close();
        query(pooled.getConnection()).close();

        assertThat(stage.told(Released.class)).hasSize(2).allSatisfy(released -> {
            assertThat(released.statements()).isEqualTo(1);
            assertThat(released.acquired().connectionId())
                    .isEqualTo(stage.only(Opened.class).connectionId());
            assertThat(released.acquired().poolId()).isZero();
        });
        assertThat(stage.told(Closed.class)).isEmpty();
        pooled.close();
        stage.only(Closed.class);
    }

    @Test
    void a_second_handle_ends_the_lease_of_the_first() throws SQLException {
        PooledConnection pooled = source().getPooledConnection();
        Connection earlier = query(pooled.getConnection());
        Connection later = query(pooled.getConnection());

        assertThat(stage.told(Acquired.class)).hasSize(2);
        assertThat(stage.only(Released.class).acquired())
                .isEqualTo(stage.told(Acquired.class).get(0));
        earlier.close();
        assertThat(stage.told(Released.class)).hasSize(1);
        later.close();
        assertThat(stage.told(Released.class)).hasSize(2);
        pooled.close();
    }

    @Test
    void a_pooled_connection_that_is_closed_ends_the_lease_of_its_handle() throws SQLException {
        PooledConnection pooled = source().getPooledConnection();
        Connection handle = query(pooled.getConnection());
        pooled.close();

        stage.only(Released.class);
        stage.only(Closed.class);
        handle.close();
        assertThat(stage.told(Released.class)).hasSize(1);
    }

    @Test
    void an_xa_connection_is_one_too() throws SQLException {
        XADataSource source = Stage.LOADER.create(XADataSource.class, "org.h2.jdbcx.JdbcDataSource");
        PoolLibrary.set(source, "setURL", "jdbc:h2:mem:orders");
        PooledConnection pooled = source.getXAConnection();
        query(pooled.getConnection()).close();
        pooled.close();

        assertThat(stage.only(Released.class).acquired().connectionId())
                .isEqualTo(stage.only(Opened.class).connectionId());
    }

    @Test
    void one_that_is_refused_is_one_failed_open_and_no_acquire() {
        ConnectionPoolDataSource source =
                Stage.LOADER.create(ConnectionPoolDataSource.class, "org.postgresql.ds.PGConnectionPoolDataSource");
        PoolLibrary.set(source, "setUrl", NOBODY);

        assertThat(catchThrowable(source::getPooledConnection)).isInstanceOf(SQLException.class);

        assertThat(stage.only(OpenFailed.class).leaseId()).isZero();
        assertThat(stage.told(AcquireFailed.class)).isEmpty();
    }

    private static ConnectionPoolDataSource source() {
        ConnectionPoolDataSource source =
                Stage.LOADER.create(ConnectionPoolDataSource.class, "org.h2.jdbcx.JdbcDataSource");
        PoolLibrary.set(source, "setURL", "jdbc:h2:mem:orders");
        return source;
    }

    private static Connection query(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeQuery("select 1").close();
        }
        return connection;
    }
}
