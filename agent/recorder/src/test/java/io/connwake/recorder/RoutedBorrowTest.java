package io.connwake.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Wrapping;
import io.connwake.recorder.event.Acquired;
import io.connwake.recorder.event.Released;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The application's own data source looks something up by one pool and lends what another one lent it. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RoutedBorrowTest {
    private final Stage stage = Stage.open();
    private final Wrapping handles = Stage.LOADER.create(Wrapping.class, "com.acme.orders.Handles");

    @AfterEach
    void leave() {
        stage.close();
    }

    @ParameterizedTest
    @EnumSource
    void what_was_looked_up_after_the_borrow_that_is_passed_on_is_not_what_it_lends(PoolLibrary library)
            throws Exception {
        lendsOneOf(library, (tenants, orders) -> {
            Connection passedOn = orders.getConnection();
            tenants.getConnection().close();
            return passedOn;
        });
    }

    @ParameterizedTest
    @EnumSource
    void nor_what_is_kept_then(PoolLibrary library) throws Exception {
        lendsOneOf(library, (tenants, orders) -> {
            Connection passedOn = orders.getConnection();
            tenants.getConnection();
            return passedOn;
        });
    }

    @ParameterizedTest
    @EnumSource
    void nor_what_was_asked_in_vain(PoolLibrary library) throws Exception {
        DataSource absent = Stage.scripted(() -> {
            throw new SQLException("no tenant");
        });
        lendsOneOf(library, (tenants, orders) -> {
            Connection passedOn = orders.getConnection();
            try {
                absent.getConnection().close();
            } catch (SQLException none) {
                query(passedOn);
            }
            return handles.around(passedOn);
        });
        assertThat(stage.told(Released.class)).hasSize(2);
    }

    /** Of three shards, all of which it holds, the first. */
    @ParameterizedTest
    @EnumSource
    void nor_the_last_of_several_that_are_kept(PoolLibrary library) throws Exception {
        DataSource third = library.create(1);
        lendsOneOf(library, (second, orders) -> {
            Connection passedOn = orders.getConnection();
            second.getConnection();
            third.getConnection();
            return passedOn;
        });
        PoolLibrary.shutDown(third);
    }

    @ParameterizedTest
    @EnumSource
    void nor_where_it_is_wrapped(PoolLibrary library) throws Exception {
        lendsOneOf(library, (tenants, orders) -> {
            Connection passedOn = orders.getConnection();
            tenants.getConnection();
            return handles.around(passedOn);
        });
        assertThat(stage.told(Released.class)).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void nor_what_was_borrowed_before_it_and_is_given_back_at_last(PoolLibrary library) throws Exception {
        lendsOneOf(library, (tenants, orders) -> {
            try (Connection lookup = tenants.getConnection()) {
                query(lookup);
                return orders.getConnection();
            }
        });
        assertThat(stage.told(Released.class)).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void nor_what_its_pool_rolled_back_when_it_was_given_back(PoolLibrary library) throws Exception {
        DataSource tenants = library.create(1);
        DataSource orders = library.create(1);
        DataSource routing = Stage.scripted(() -> {
            try (Connection lookup = tenants.getConnection()) {
                lookup.setAutoCommit(false);
                query(lookup);
            }
            return handles.lazily(orders);
        });

        stage.shop.place(orders, RoutedBorrowTest::query);
        stage.shop.place(routing, connection -> {});

        assertThat(stage.lent()).hasSize(1);
        PoolLibrary.shutDown(tenants);
        PoolLibrary.shutDown(orders);
    }

    @Test
    void nor_what_was_looked_up_by_a_handle_that_is_the_driver_s_own() throws Exception {
        Stage.LOADER.create(Driver.class, "org.h2.Driver");
        DataSource tenants = (DataSource) Stage.LOADER
                .loadClass("org.h2.jdbcx.JdbcConnectionPool")
                .getMethod("create", String.class, String.class, String.class)
                .invoke(null, "jdbc:h2:mem:routed;DB_CLOSE_DELAY=-1", "sa", "");
        DataSource orders = PoolLibrary.HIKARI_CP.create(1);
        DataSource routing = Stage.scripted(() -> {
            tenants.getConnection().close();
            return handles.lazily(orders);
        });

        stage.shop.place(orders, RoutedBorrowTest::query);
        stage.shop.place(tenants, RoutedBorrowTest::query);
        stage.shop.place(routing, connection -> {});

        assertThat(stage.lent()).hasSize(2);
        assertThat(stage.told(Released.class)).hasSize(2);
        PoolLibrary.shutDown(orders);
    }

    /** What a data source does that chooses among others. */
    private interface Router {
        Connection route(DataSource tenants, DataSource orders) throws SQLException;
    }

    /** Borrows of the orders' pool, then of the router: both are leases of that pool. */
    private void lendsOneOf(PoolLibrary library, Router router) throws Exception {
        DataSource tenants = library.create(1);
        DataSource orders = library.create(1);

        stage.shop.place(orders, RoutedBorrowTest::query);
        stage.shop.place(Stage.scripted(() -> router.route(tenants, orders)), RoutedBorrowTest::query);

        long pool = stage.lent().get(0).poolId();
        assertThat(stage.lent()).hasSize(2).extracting(Acquired::poolId).containsOnly(pool);
        PoolLibrary.shutDown(tenants);
        PoolLibrary.shutDown(orders);
    }

    private static void query(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeQuery("select 1").close();
        }
    }
}
