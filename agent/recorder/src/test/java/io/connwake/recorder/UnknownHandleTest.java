package io.connwake.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Wrapping;
import io.connwake.recorder.event.Acquired;
import io.connwake.recorder.event.Opened;
import io.connwake.recorder.event.PoolSeen;
import io.connwake.recorder.event.Released;
import io.connwake.recorder.event.Waiting;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiFunction;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Handles that do not say where their connection is, and those that have none yet. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class UnknownHandleTest {
    private final Stage stage = Stage.open();
    private final Wrapping handles = Stage.LOADER.create(Wrapping.class, "com.acme.orders.Handles");

    @AfterEach
    void leave() {
        stage.close();
    }

    enum Way {
        LAMBDA(Wrapping::byLambda),
        REFERENCE(Wrapping::byReference),
        ARRAY(Wrapping::byArray),
        HOLDER(Wrapping::byHolder);

        @SuppressWarnings("ImmutableEnumChecker")
        final BiFunction<Wrapping, Connection, Connection> wrap;

        Way(BiFunction<Wrapping, Connection, Connection> wrap) {
            this.wrap = wrap;
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_pool_that_was_filled_beforehand_lends_what_its_handle_leads_to(Way way) throws Exception {
        Connection filled = h2().getConnection();
        DataSource pool = Stage.scripted(() -> way.wrap.apply(handles, filled));

        stage.shop.place(pool, UnknownHandleTest::query);
        stage.shop.place(pool, UnknownHandleTest::query);

        Opened opened = stage.only(Opened.class);
        assertThat(stage.lent()).hasSize(2).extracting(Acquired::connectionId).containsOnly(opened.connectionId());
    }

    @Test
    void a_wait_that_began_before_its_pool_was_known_for_one_is_a_wait_for_that_pool() throws Exception {
        Connection filled = h2().getConnection();
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch mayGoOn = new CountDownLatch(1);
        DataSource pool = Stage.scripted(() -> {
            if (Thread.currentThread().getName().equals("waiting")) {
                asked.countDown();
                mayGoOn.await();
            }
            return handles.byHolder(filled);
        });
        Thread waiting = new Thread(() -> attempt(pool), "waiting");
        waiting.start();
        asked.await();

        assertThat(stage.swept(Waiting.class))
                .singleElement()
                .satisfies(wait -> assertThat(wait.poolId()).isZero());
        stage.shop.place(pool, UnknownHandleTest::query);

        long poolId = stage.lent().get(0).poolId();
        assertThat(stage.swept(Waiting.class))
                .singleElement()
                .satisfies(wait -> assertThat(wait.poolId()).isEqualTo(poolId));
        mayGoOn.countDown();
        waiting.join();
        assertThat(stage.swept(Waiting.class)).isEmpty();
    }

    private void attempt(DataSource source) {
        try {
            stage.shop.place(source, UnknownHandleTest::query);
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    @Test
    void a_lazy_handle_is_lent_when_it_is_used() throws Exception {
        DataSource pool = PoolLibrary.HIKARI_CP.create(1);
        DataSource lazy = Stage.scripted(() -> handles.lazily(pool));

        stage.shop.place(lazy, UnknownHandleTest::query);
        stage.shop.place(lazy, connection -> {});

        Acquired only = stage.lent().get(0);
        assertThat(stage.lent()).hasSize(1);
        assertThat(stage.told(Opened.class)).extracting(Opened::connectionId).contains(only.connectionId());
        assertThat(stage.told(PoolSeen.class)).hasSize(1);
        PoolLibrary.shutDown(pool);
    }

    @Test
    void what_was_borrowed_and_given_back_within_an_acquire_is_not_what_it_lends() throws Exception {
        DataSource tenants = PoolLibrary.HIKARI_CP.create(1);
        DataSource orders = PoolLibrary.HIKARI_CP.create(1);
        DataSource routing = Stage.scripted(() -> {
            tenants.getConnection().close();
            return orders.getConnection();
        });
        DataSource checking = Stage.scripted(() -> {
            tenants.getConnection().close();
            return handles.lazily(orders);
        });

        stage.shop.place(orders, UnknownHandleTest::query);
        stage.shop.place(routing, UnknownHandleTest::query);
        stage.shop.place(checking, connection -> {});

        long pool = stage.lent().get(0).poolId();
        assertThat(stage.lent()).hasSize(2).extracting(Acquired::poolId).containsOnly(pool);
        PoolLibrary.shutDown(tenants);
        PoolLibrary.shutDown(orders);
    }

    @Test
    void a_handle_around_a_pool_that_opens_within_the_borrow_ends_with_the_pool_s() throws Exception {
        DataSource pool = PoolLibrary.HIKARI_CP.create(1);
        DataSource around = Stage.scripted(() -> handles.around(pool.getConnection()));

        stage.shop.place(around, UnknownHandleTest::query);
        stage.shop.place(around, UnknownHandleTest::query);

        assertThat(stage.lent()).hasSize(2);
        assertThat(stage.told(Released.class))
                .filteredOn(each -> each.acquired().poolId() != 0)
                .extracting(Released::statements)
                .containsExactly(1, 1);
        PoolLibrary.shutDown(pool);
    }

    private static DataSource h2() {
        DataSource source = Stage.LOADER.create(DataSource.class, "org.h2.jdbcx.JdbcDataSource");
        PoolLibrary.set(source, "setURL", "jdbc:h2:mem:orders");
        return source;
    }

    private static void query(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeQuery("select 1").close();
        }
    }
}
