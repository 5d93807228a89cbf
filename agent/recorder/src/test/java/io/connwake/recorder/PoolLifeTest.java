package io.connwake.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.connwake.boot.Hooks;
import io.connwake.recorder.event.AcquireFailed;
import io.connwake.recorder.event.Acquired;
import io.connwake.recorder.event.Closed;
import io.connwake.recorder.event.Event;
import io.connwake.recorder.event.OpenFailed;
import io.connwake.recorder.event.Opened;
import io.connwake.recorder.event.PoolBuilt;
import io.connwake.recorder.event.PoolClosed;
import io.connwake.recorder.event.PoolFacts;
import io.connwake.recorder.event.PoolSeen;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is told of a pool's beginning and end. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PoolLifeTest {
    private final Stage stage = Stage.open();

    @AfterEach
    void leave() {
        stage.close();
    }

    @Test
    void one_that_is_built_by_its_constructor_is_told_with_what_it_opened() throws Exception {
        DataSource pool = hikari("jdbc:h2:mem:built");

        List<Event> told = stage.told();
        PoolBuilt built = stage.only(PoolBuilt.class);
        Opened opened = stage.told(Opened.class).get(0);
        assertThat(told.get(0)).isInstanceOf(PoolSeen.class);
        assertThat(told.indexOf(opened)).isLessThan(told.indexOf(built));
        assertThat(opened.poolId()).isEqualTo(built.poolId()).isPositive();
        assertThat(opened.leaseId()).isZero();
        assertThat(opened.pooled()).isTrue();
        assertThat(built.startNanos()).isLessThanOrEqualTo(opened.startNanos());
        assertThat(built.atNanos()).isGreaterThanOrEqualTo(opened.atNanos());
        assertThat(built.error()).isNull();
        assertThat(built.thread().name()).isEqualTo(Thread.currentThread().getName());
        assertThat(stage.told(PoolSeen.class).get(0).facts().limit()).isEqualTo(2);
        assertThat(stage.told(Acquired.class)).isEmpty();
        PoolLibrary.shutDown(pool);
    }

    @Test
    void it_is_told_with_the_settings_that_its_configuration_asked_for() throws Exception {
        DataSource pool = hikari("jdbc:h2:mem:asked");
        stage.told();

        PoolFacts facts = stage.told(PoolSeen.class)
                .get(stage.told(PoolSeen.class).size() - 1)
                .facts();
        assertThat(facts.minimumIdle()).isEqualTo(2);
        assertThat(Objects.requireNonNull(facts.asked()).minimumIdle()).isEqualTo(3);
        PoolLibrary.shutDown(pool);
    }

    @Test
    void it_lends_as_the_pool_that_was_built() throws Exception {
        DataSource pool = hikari("jdbc:h2:mem:lends");

        stage.shop.place(pool, connection -> {});

        assertThat(stage.lent().get(0).poolId())
                .isEqualTo(stage.only(PoolBuilt.class).poolId());
        PoolLibrary.shutDown(pool);
    }

    @Test
    void what_its_own_threads_open_comes_from_the_data_source_that_it_was_built_with() throws Exception {
        DataSource pool = hikari("jdbc:h2:mem:fills");

        List<Opened> opened = stage.awaitTold(Opened.class, 2);

        assertThat(opened).extracting(Opened::thread).doesNotHaveDuplicates();
        assertThat(opened)
                .extracting(Opened::source)
                .doesNotContain(0)
                .containsOnly(opened.get(0).source());
        PoolLibrary.shutDown(pool);
    }

    @Test
    void one_that_can_t_be_built_is_told_with_the_failure_and_the_connect_that_failed() {
        assertThat(catchThrowable(() -> hikari("jdbc:postgresql://localhost:1/orders")))
                .isInstanceOf(InvocationTargetException.class);

        PoolBuilt built = stage.only(PoolBuilt.class);
        assertThat(built.error())
                .isNotNull()
                .satisfies(error -> assertThat(error.type()).endsWith("PoolInitializationException"));
        assertThat(stage.told(OpenFailed.class))
                .isNotEmpty()
                .allSatisfy(failed -> assertThat(failed.poolId()).isEqualTo(built.poolId()));
    }

    @ParameterizedTest
    @EnumSource(PoolLibrary.class)
    void one_that_is_only_a_bean_is_built_by_its_first_acquire(PoolLibrary library) throws Exception {
        DataSource pool = library.create(1);

        stage.shop.place(pool, connection -> {});

        assertThat(stage.told(PoolBuilt.class)).isEmpty();
        assertThat(stage.lent()).hasSize(1);
        PoolLibrary.shutDown(pool);
    }

    @ParameterizedTest
    @EnumSource(PoolLibrary.class)
    void its_close_is_told_before_that_of_its_connections(PoolLibrary library) throws Exception {
        DataSource pool = library.create(1);
        stage.shop.place(pool, connection -> {});
        int before = stage.told().size();

        PoolLibrary.shutDown(pool);

        Event first = stage.told().get(before);
        assertThat(first).isInstanceOf(PoolClosed.class);
        assertThat(((PoolClosed) first).poolId()).isEqualTo(stage.lent().get(0).poolId());
        assertThat(((PoolClosed) first).how()).isEqualTo(PoolClosed.How.CLOSED);
    }

    @ParameterizedTest
    @EnumSource(PoolLibrary.class)
    void what_is_asked_for_a_connection_after_that_is_the_pool_that_was_closed(PoolLibrary library) throws Exception {
        DataSource pool = library.create(1);
        stage.shop.place(pool, connection -> {});
        PoolLibrary.shutDown(pool);

        assertThat(catchThrowable(() -> stage.shop.place(pool, connection -> {})))
                .isInstanceOf(SQLException.class);

        assertThat(stage.only(AcquireFailed.class).poolId())
                .isEqualTo(stage.only(PoolClosed.class).poolId());
        assertThat(stage.told(PoolSeen.class)).hasSize(1);
    }

    @Test
    void one_that_nobody_refers_to_any_more_is_told_once_as_garbage() throws Exception {
        lendOnce();

        PoolClosed gone = stage.awaitSwept(PoolClosed.class, told -> true, System::gc);
        assertThat(gone.how()).isEqualTo(PoolClosed.How.GARBAGE);
        assertThat(gone.poolId()).isEqualTo(stage.lent().get(0).poolId());
        assertThat(stage.swept(PoolClosed.class)).isEmpty();
    }

    /** The weaver can't always tell the class of a statement from a pool's. */
    @Test
    void a_statement_whose_close_is_hooked_like_a_pool_s_closes_nothing() throws Exception {
        DataSource pool = PoolLibrary.DBCP_2.create(1);

        stage.shop.place(pool, connection -> {
            try (Statement statement = connection.createStatement()) {
                Hooks.closing(statement.unwrap(Stage.LOADER.loadClass("org.h2.jdbc.JdbcStatement")));
            }
        });

        assertThat(stage.told(Closed.class))
                .extracting(Closed::connectionId)
                .doesNotContain(stage.lent().get(0).connectionId());
        PoolLibrary.shutDown(pool);
    }

    private void lendOnce() throws Exception {
        stage.shop.place(PoolLibrary.DBCP_2.create(1), connection -> {});
        stage.told();
    }

    private static DataSource hikari(String url) throws ReflectiveOperationException {
        Stage.LOADER.create(java.sql.Driver.class, "org.h2.Driver");
        Object settings = Stage.LOADER.create(Object.class, "com.zaxxer.hikari.HikariConfig");
        PoolLibrary.set(settings, "setJdbcUrl", url);
        PoolLibrary.set(settings, "setMaximumPoolSize", 2);
        PoolLibrary.set(settings, "setMinimumIdle", 3);
        PoolLibrary.set(settings, "setConnectionTimeout", 250L);
        PoolLibrary.set(settings, "setInitializationFailTimeout", 1L);
        Constructor<?> constructor =
                Stage.LOADER.loadClass("com.zaxxer.hikari.HikariDataSource").getConstructor(settings.getClass());
        return (DataSource) constructor.newInstance(settings);
    }
}
