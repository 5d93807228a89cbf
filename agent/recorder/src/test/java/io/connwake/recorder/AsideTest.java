package io.connwake.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;

import com.acme.Scripted;
import io.connwake.recorder.event.AcquireFailed;
import io.connwake.recorder.event.Acquired;
import io.connwake.recorder.event.OpenFailed;
import io.connwake.recorder.event.Released;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The application's own data source looks up in one pool from which other one to lend. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AsideTest {
    private final Stage stage = Stage.open();

    @AfterEach
    void leave() {
        stage.close();
    }

    @ParameterizedTest
    @EnumSource
    void what_is_given_back_within_is_a_lease_of_its_own(PoolLibrary library) throws Exception {
        DataSource catalog = library.create(2);
        DataSource tenant = library.create(2);

        stage.shop.place(
                routing(() -> {
                    try (Connection connection = catalog.getConnection()) {
                        ask(connection);
                    }
                    return tenant.getConnection();
                }),
                AsideTest::ask);

        List<Acquired> lent = stage.lent();
        assertThat(lent).hasSize(2);
        assertThat(lent.get(0).poolId()).isNotEqualTo(lent.get(1).poolId());
        assertThat(lent.get(0).connectionId()).isNotEqualTo(lent.get(1).connectionId());
        assertThat(stage.told(Released.class))
                .extracting(Released::acquired, Released::statements)
                .containsExactly(tuple(lent.get(0), 1), tuple(lent.get(1), 1));
        shutDown(catalog, tenant);
    }

    @ParameterizedTest
    @EnumSource
    void what_is_forgotten_within_is_a_lease_that_stays_open(PoolLibrary library) throws Exception {
        DataSource catalog = library.create(2);
        DataSource tenant = library.create(2);

        stage.shop.place(
                routing(() -> {
                    ask(catalog.getConnection());
                    return tenant.getConnection();
                }),
                AsideTest::ask);

        List<Acquired> lent = stage.lent();
        assertThat(lent).hasSize(2);
        assertThat(stage.told(Released.class)).extracting(Released::acquired).containsExactly(lent.get(1));
        assertThat(lent.get(0).poolId()).isNotEqualTo(lent.get(1).poolId());
        shutDown(catalog, tenant);
    }

    @ParameterizedTest
    @EnumSource
    void what_is_forgotten_before_the_acquire_fails_is_one_too(PoolLibrary library) {
        DataSource catalog = library.create(2);
        DataSource source = routing(() -> {
            ask(catalog.getConnection());
            throw new SQLException("no such tenant");
        });

        assertThat(catchThrowable(() -> stage.shop.place(source, connection -> {})))
                .isInstanceOf(SQLException.class);

        Acquired kept = stage.lent().get(0);
        assertThat(stage.lent()).hasSize(1);
        assertThat(stage.told(Released.class)).isEmpty();
        assertThat(stage.only(AcquireFailed.class).leaseId()).isNotEqualTo(kept.leaseId());
        assertThat(stage.only(AcquireFailed.class).poolId()).isZero();
        assertThat(stage.told(OpenFailed.class)).isEmpty();
        shutDown(catalog);
    }

    @ParameterizedTest
    @EnumSource
    void what_is_lent_first_and_passed_on_at_last_is_lent_once(PoolLibrary library) throws Exception {
        DataSource catalog = library.create(2);
        DataSource tenant = library.create(2);

        stage.shop.place(
                routing(() -> {
                    Connection passedOn = tenant.getConnection();
                    try (Connection connection = catalog.getConnection()) {
                        ask(connection);
                    }
                    return passedOn;
                }),
                AsideTest::ask);

        assertThat(stage.lent()).hasSize(2);
        assertThat(stage.told(Released.class)).hasSize(2);
        shutDown(catalog, tenant);
    }

    @ParameterizedTest
    @EnumSource
    void what_is_forgotten_after_what_is_passed_on_is_one_too(PoolLibrary library) throws Exception {
        DataSource catalog = library.create(2);
        DataSource tenant = library.create(2);

        stage.shop.place(
                routing(() -> {
                    Connection passedOn = tenant.getConnection();
                    ask(catalog.getConnection());
                    return passedOn;
                }),
                AsideTest::ask);

        List<Acquired> lent = stage.lent();
        assertThat(lent).hasSize(2);
        assertThat(lent.get(0).poolId()).isNotEqualTo(lent.get(1).poolId());
        assertThat(stage.told(Released.class)).extracting(Released::acquired).containsExactly(lent.get(0));
        shutDown(catalog, tenant);
    }

    @ParameterizedTest
    @EnumSource
    void what_one_that_fills_itself_keeps_of_a_pool_is_none(PoolLibrary library) throws Exception {
        DataSource pool = library.create(3);
        stage.shop.place(pool, AsideTest::ask);

        stage.shop.place(
                routing(() -> {
                    pool.getConnection();
                    pool.getConnection();
                    return pool.getConnection();
                }),
                AsideTest::ask);

        assertThat(stage.lent()).hasSize(2);
        shutDown(pool);
    }

    @ParameterizedTest
    @EnumSource
    void what_is_only_passed_on_is_one_lease(PoolLibrary library) throws Exception {
        DataSource pool = library.create(2);

        stage.shop.place(
                routing(() -> {
                    Connection connection = pool.getConnection();
                    ask(connection);
                    return connection;
                }),
                AsideTest::ask);

        assertThat(stage.lent()).hasSize(1);
        assertThat(stage.only(Released.class).acquired()).isEqualTo(stage.lent().get(0));
        shutDown(pool);
    }

    @ParameterizedTest
    @EnumSource
    void its_line_is_known(PoolLibrary library) throws Exception {
        DataSource catalog = library.create(2);
        DataSource tenant = library.create(2);
        DataSource source = routing(() -> {
            stage.shop.place(catalog, AsideTest::ask);
            return tenant.getConnection();
        });

        stage.shop.place(source, AsideTest::ask);

        assertThat(Objects.requireNonNull(stage.lent().get(0).site()).toString())
                .contains("Orders");
        shutDown(catalog, tenant);
    }

    private static void ask(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1");
        }
    }

    private static void shutDown(DataSource... pools) {
        for (DataSource each : pools) {
            PoolLibrary.shutDown(each);
        }
    }

    private static DataSource routing(Callable<Connection> answer) {
        Scripted source = Stage.LOADER.create(Scripted.class, "com.acme.orders.ScriptedSource");
        source.script(answer);
        return (DataSource) source;
    }
}
