package io.connwake.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.connwake.recorder.event.AcquireFailed;
import io.connwake.recorder.event.Acquired;
import io.connwake.recorder.event.Closed;
import io.connwake.recorder.event.Event;
import io.connwake.recorder.event.Garbage;
import io.connwake.recorder.event.Opened;
import io.connwake.recorder.event.PoolFacts;
import io.connwake.recorder.event.PoolSeen;
import io.connwake.recorder.event.Released;
import io.connwake.recorder.event.StatementFailed;
import io.connwake.recorder.event.Validated;
import io.connwake.recorder.event.Waiting;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What is told of a borrow from a pool of one connection. */
@ParameterizedClass
@EnumSource(PoolLibrary.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PooledLeaseTest {
    private static final long TWO_SECONDS_NANOS = 2_000_000_000L;

    @Parameter
    PoolLibrary library = PoolLibrary.HIKARI_CP;

    private final Stage stage = Stage.open();
    private DataSource pool = PoolLibrary.HIKARI_CP.create(1);

    @BeforeEach
    void create() {
        pool = library.create(1);
    }

    @AfterEach
    void leave() {
        PoolLibrary.shutDown(pool);
        stage.close();
    }

    @Test
    void one_borrow_is_one_lease_from_acquire_to_release() throws Exception {
        stage.shop.place(pool, connection -> {});

        Acquired acquired = stage.lent().get(0);
        Released released = stage.only(Released.class);
        assertThat(released.acquired()).isEqualTo(acquired);
        assertThat(acquired.poolId()).isPositive();
        assertThat(acquired.leaseId()).isPositive();
        assertThat(acquired.startNanos()).isLessThanOrEqualTo(acquired.atNanos());
        assertThat(acquired.atNanos()).isLessThanOrEqualTo(released.atNanos());
        assertThat(acquired.thread().name()).isEqualTo(Thread.currentThread().getName());
        assertThat(released.thread()).isEqualTo(acquired.thread());
    }

    @Test
    void events_are_told_in_the_order_of_a_life() throws Exception {
        stage.shop.place(pool, connection -> {});
        stage.told();
        PoolLibrary.shutDown(pool);

        Acquired lease = stage.lent().get(0);
        assertThat(stage.told().stream().filter(each -> concerns(each, lease)).map(Event::getClass))
                .containsExactly(Opened.class, PoolSeen.class, Acquired.class, Released.class, Closed.class);
    }

    private static boolean concerns(Event event, Acquired lease) {
        if (event instanceof Opened opened) {
            return opened.connectionId() == lease.connectionId();
        }
        if (event instanceof Closed closed) {
            return closed.connectionId() == lease.connectionId();
        }
        return event instanceof PoolSeen || event instanceof Released || event.equals(lease);
    }

    @Test
    void the_physical_connection_is_known_and_opened_once_for_many_borrows() throws Exception {
        for (int i = 0; i < 3; i++) {
            stage.shop.place(pool, connection -> {});
        }

        long lent = stage.lent().get(0).connectionId();
        assertThat(lent).isPositive();
        assertThat(stage.lent()).hasSize(3).allMatch(each -> each.connectionId() == lent);
        assertThat(stage.told(Opened.class))
                .filteredOn(each -> each.connectionId() == lent)
                .hasSize(1);
        assertThat(stage.told(Closed.class)).noneMatch(each -> each.connectionId() == lent);
    }

    @Test
    void the_physical_connection_was_opened_by_the_pool() throws Exception {
        stage.shop.place(pool, connection -> {});

        assertThat(stage.told(Opened.class)).isNotEmpty().allSatisfy(opened -> {
            assertThat(opened.peer().system()).isEqualTo("h2database");
            assertThat(opened.peer().namespace()).startsWith("orders");
        });
    }

    @Test
    void a_pool_that_shuts_down_closes_every_connection_that_it_opened() throws Exception {
        stage.shop.place(pool, connection -> {});

        PoolLibrary.shutDown(pool);

        assertThat(stage.told(Closed.class))
                .extracting(Closed::connectionId)
                .containsExactlyInAnyOrderElementsOf(stage.told(Opened.class).stream()
                        .map(Opened::connectionId)
                        .toList());
        assertThat(stage.told(Closed.class)).allMatch(closed -> closed.how() == Closed.How.CLOSED);
    }

    @Test
    void executions_are_counted_and_timed_inside_the_driver() throws Exception {
        stage.shop.place(pool, connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("create table orders (id int primary key)");
                statement.executeUpdate("insert into orders values (1)");
                statement.executeQuery("select * from orders").close();
            }
            try (PreparedStatement insert = connection.prepareStatement("insert into orders values (?)")) {
                insert.setInt(1, 2);
                insert.addBatch();
                insert.executeBatch();
            }
        });

        Released released = stage.only(Released.class);
        assertThat(released.statements()).isEqualTo(4);
        assertThat(released.errors()).isZero();
        assertThat(released.dbNanos()).isPositive();
        assertThat(released.lastSqlState()).isNull();
    }

    @Test
    void a_statement_that_fails_is_told_with_its_lease_and_fails_for_the_application() throws Exception {
        stage.shop.place(pool, connection -> {
            try (Statement statement = connection.createStatement()) {
                assertThat(catchThrowable(() -> statement.execute("select secret from nowhere")))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("NOWHERE");
            }
        });

        StatementFailed failed = stage.only(StatementFailed.class);
        Released released = stage.only(Released.class);
        assertThat(failed.leaseId()).isEqualTo(released.acquired().leaseId());
        assertThat(failed.connectionId()).isEqualTo(released.acquired().connectionId());
        assertThat(failed.error().sqlState()).startsWith("42");
        assertThat(failed.error().message()).doesNotContain("secret").doesNotContainIgnoringCase("nowhere");
        assertThat(released.statements()).isEqualTo(1);
        assertThat(released.errors()).isEqualTo(1);
        assertThat(released.lastSqlState()).isEqualTo(failed.error().sqlState());
    }

    @Test
    void work_after_the_last_commit_is_a_transaction_left_open() throws Exception {
        stage.shop.place(pool, connection -> {
            connection.setAutoCommit(false);
            query(connection);
            connection.commit();
            query(connection);
        });

        assertThat(stage.only(Released.class).transactionLeftOpen()).isTrue();
    }

    @Test
    void work_that_was_committed_or_rolled_back_leaves_none_open() throws Exception {
        stage.shop.place(pool, connection -> {
            connection.setAutoCommit(false);
            query(connection);
            connection.commit();
        });
        stage.shop.place(pool, connection -> {
            connection.setAutoCommit(false);
            query(connection);
            connection.rollback();
        });
        stage.shop.place(pool, PooledLeaseTest::query);

        assertThat(stage.told(Released.class)).hasSize(3).noneMatch(Released::transactionLeftOpen);
    }

    @Test
    void a_second_close_ends_nothing() throws Exception {
        stage.shop.place(pool, Connection::close);

        stage.only(Released.class);
    }

    @Test
    void an_acquire_that_times_out_fails_for_the_caller_and_is_told_with_its_pool() throws Exception {
        library.acquireTimeoutMillis(pool, 250);
        stage.shop.place(
                pool,
                held -> assertThat(catchThrowable(() -> stage.shop.place(pool, never -> {})))
                        .isInstanceOf(SQLException.class));

        AcquireFailed failed = stage.only(AcquireFailed.class);
        Acquired held = stage.lent().get(0);
        assertThat(failed.poolId()).isEqualTo(held.poolId());
        assertThat(failed.leaseId()).isNotEqualTo(held.leaseId());
        assertThat(failed.atNanos()).isGreaterThan(failed.startNanos());
        assertThat(failed.error().type()).startsWith("java.sql.SQL");
        assertThat(failed.site()).extracting(site -> site.owner().method()).isEqualTo("place");
    }

    @Test
    void settings_of_the_pool_are_told_before_its_first_lease() throws Exception {
        library.limit(pool, 7);
        library.acquireTimeoutMillis(pool, 1_500);
        stage.shop.place(pool, connection -> {});

        PoolFacts facts = stage.only(PoolSeen.class).facts();
        assertThat(facts.poolId()).isEqualTo(stage.lent().get(0).poolId());
        assertThat(facts.library()).isEqualTo(library.label);
        assertThat(facts.limit()).isEqualTo(7);
        assertThat(facts.minimumIdle()).isZero();
        assertThat(facts.acquireTimeoutNanos()).isEqualTo(1_500_000_000L);
    }

    @Test
    void two_pools_are_two() throws Exception {
        DataSource other = library.create(1);
        stage.shop.place(pool, connection -> {});
        stage.shop.place(other, connection -> {});
        PoolLibrary.shutDown(other);

        assertThat(stage.lent()).extracting(Acquired::poolId).doesNotHaveDuplicates();
        assertThat(stage.told(PoolSeen.class)).hasSize(2);
    }

    @Test
    void a_forgotten_handle_is_told_when_it_is_garbage() throws Exception {
        stage.shop.forget(pool, PooledLeaseTest::query);
        long lease = stage.lent().get(0).leaseId();

        Garbage garbage = stage.awaitSwept(Garbage.class, each -> each.leaseId() == lease, System::gc);

        assertThat(garbage.statements()).isEqualTo(1);
        assertThat(stage.told(Released.class)).isEmpty();
    }

    @Test
    void a_limit_that_changes_while_somebody_waits_is_told_at_the_next_look() throws Exception {
        Thread[] waiting = new Thread[1];
        stage.shop.place(pool, held -> {
            waiting[0] = new Thread(() -> attempt(pool), "waiting");
            waiting[0].start();
            long poolId = stage.lent().get(0).poolId();
            Waiting seen = stage.awaitSwept(Waiting.class, each -> each.poolId() == poolId);
            library.limit(pool, 5);
            assertThat(stage.sweptAt(seen.atNanos() + TWO_SECONDS_NANOS, PoolSeen.class))
                    .extracting(each -> each.facts().limit())
                    .containsExactly(5);
        });
        waiting[0].join();
    }

    @Test
    void a_wait_is_seen_while_it_lasts() throws Exception {
        Thread[] waiting = new Thread[1];
        stage.shop.place(pool, held -> {
            long poolId = stage.lent().get(0).poolId();
            waiting[0] = new Thread(() -> attempt(pool), "waiting");
            waiting[0].start();
            // a pool within a data source is known once the wait has reached it
            Waiting seen = stage.awaitSwept(Waiting.class, each -> each.poolId() == poolId);
            assertThat(seen.thread().name()).isEqualTo("waiting");
            assertThat(seen.sinceNanos()).isLessThanOrEqualTo(seen.atNanos());
            assertThat(seen.at()).as("looked at only after a second").isNull();
            assertThat(stage.sweptAt(seen.sinceNanos() + TWO_SECONDS_NANOS, Waiting.class))
                    .singleElement()
                    .satisfies(later -> assertThat(later.at()).asString().startsWith("com.acme.orders.Orders.borrow("));
        });
        waiting[0].join();

        assertThat(stage.swept(Waiting.class)).isEmpty();
        assertThat(stage.told(Released.class)).hasSize(2);
    }

    @Test
    void a_validation_by_the_application_is_told() throws Exception {
        stage.shop.place(pool, connection -> assertThat(connection.isValid(1)).isTrue());

        assertThat(stage.told(Validated.class)).isNotEmpty().allMatch(Validated::ok);
    }

    private void attempt(DataSource source) {
        try {
            stage.shop.place(source, connection -> {});
        } catch (Exception unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    private static void query(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeQuery("select 1").close();
        }
    }
}
