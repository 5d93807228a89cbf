package io.connwake.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.acme.Scripted;
import io.connwake.recorder.event.Acquired;
import io.connwake.recorder.event.PoolBuilt;
import io.connwake.recorder.event.PoolFacts;
import io.connwake.recorder.event.PoolSeen;
import java.sql.Connection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The application's own data source builds its pools when it is first asked. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PoolWithinAcquireTest {
    private static final int ASKED = 8;

    private final Stage stage = Stage.open();

    @AfterEach
    void leave() {
        stage.close();
    }

    @Test
    void one_that_has_a_configuration_is_told_as_built_with_what_that_asked_for() throws Exception {
        DataSource[] built = new DataSource[1];

        stage.shop.place(
                routing(() -> {
                    built[0] = hikari("jdbc:h2:mem:within");
                    return built[0].getConnection();
                }),
                connection -> {});

        Acquired lent = stage.lent().get(0);
        assertThat(stage.only(PoolBuilt.class).poolId()).isEqualTo(lent.poolId());
        assertThat(askedMinimum(lent.poolId())).isEqualTo(ASKED);
        assertThat(seen(lent.poolId()).minimumIdle()).isEqualTo(2);
        PoolLibrary.shutDown(built[0]);
    }

    @Test
    void of_two_that_are_asked_one_after_the_other_it_is_known_what_each_was_asked_for() throws Exception {
        DataSource first = bean();
        DataSource second = bean();

        stage.shop.place(
                routing(() -> {
                    first.getConnection().close();
                    return second.getConnection();
                }),
                connection -> {});
        stage.shop.place(first, connection -> {});

        assertThatBothAreKnown();
        PoolLibrary.shutDown(first);
        PoolLibrary.shutDown(second);
    }

    @Test
    void of_two_of_which_one_fails_it_is_known_what_each_was_asked_for() throws Exception {
        DataSource first = bean();
        DataSource second = bean();
        PoolLibrary.set(first, "setPassword", "wrong");
        PoolLibrary.set(first, "setInitializationFailTimeout", -1L);
        PoolLibrary.HIKARI_CP.acquireTimeoutMillis(first, 250);

        stage.shop.place(
                routing(() -> {
                    try {
                        return first.getConnection();
                    } catch (java.sql.SQLException unreachable) {
                        return second.getConnection();
                    }
                }),
                connection -> {});

        assertThat(askedMinimum(stage.lent().get(0).poolId())).isEqualTo(ASKED);
        PoolLibrary.shutDown(second);
    }

    @Test
    void of_one_by_which_another_fills_itself_it_is_known_what_it_was_asked_for() throws Exception {
        DataSource inner = bean();
        DataSource outer = bean();
        PoolLibrary.set(outer, "setDataSource", inner);

        stage.shop.place(outer, connection -> {});

        assertThat(askedMinimum(stage.lent().get(0).poolId())).isEqualTo(ASKED);
        PoolLibrary.shutDown(outer);
        PoolLibrary.shutDown(inner);
    }

    @Test
    void one_that_can_t_be_built_is_told_with_the_failure() {
        DataSource source = routing(() -> {
            throw new java.sql.SQLException(catchThrowable(() -> hikari("jdbc:postgresql://localhost:1/orders")));
        });

        assertThat(catchThrowable(() -> stage.shop.place(source, connection -> {})))
                .isInstanceOf(java.sql.SQLException.class);

        assertThat(Objects.requireNonNull(stage.only(PoolBuilt.class).error()).type())
                .endsWith("PoolInitializationException");
    }

    private void assertThatBothAreKnown() {
        List<Long> pools =
                stage.lent().stream().map(Acquired::poolId).distinct().toList();
        assertThat(pools)
                .hasSize(2)
                .allSatisfy(pool -> assertThat(askedMinimum(pool)).isEqualTo(ASKED));
    }

    private int askedMinimum(long poolId) {
        return Objects.requireNonNull(seen(poolId).asked()).minimumIdle();
    }

    private PoolFacts seen(long poolId) {
        List<PoolFacts> all = stage.told(PoolSeen.class).stream()
                .map(PoolSeen::facts)
                .filter(facts -> facts.poolId() == poolId)
                .toList();
        return all.get(all.size() - 1);
    }

    /** Asks HikariCP for more idle connections than it may have. */
    private static DataSource bean() {
        DataSource pool = PoolLibrary.HIKARI_CP.create(2);
        PoolLibrary.set(pool, "setMinimumIdle", ASKED);
        return pool;
    }

    private static DataSource hikari(String url) throws ReflectiveOperationException {
        Stage.LOADER.create(java.sql.Driver.class, "org.h2.Driver");
        Object settings = Stage.LOADER.create(Object.class, "com.zaxxer.hikari.HikariConfig");
        PoolLibrary.set(settings, "setJdbcUrl", url);
        PoolLibrary.set(settings, "setMaximumPoolSize", 2);
        PoolLibrary.set(settings, "setMinimumIdle", ASKED);
        return (DataSource) Stage.LOADER
                .loadClass("com.zaxxer.hikari.HikariDataSource")
                .getConstructor(settings.getClass())
                .newInstance(settings);
    }

    private static DataSource routing(Callable<Connection> answer) {
        Scripted source = Stage.LOADER.create(Scripted.class, "com.acme.orders.ScriptedSource");
        source.script(answer);
        return (DataSource) source;
    }
}
