package io.connwake.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.acme.Turnstile;
import io.connwake.recorder.event.Acquired;
import io.connwake.recorder.event.Misused;
import io.connwake.recorder.event.Misused.How;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What is told of a connection that is closed twice, used after its close, or used by two threads at once. */
@ParameterizedClass
@EnumSource(PoolLibrary.class)
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MisuseTest {
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

    private Connection closed() throws Exception {
        Connection[] kept = new Connection[1];
        stage.shop.place(pool, connection -> kept[0] = connection);
        return kept[0];
    }

    private static void query(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeQuery("select 1").close();
        }
    }

    private static void elsewhere(Step step) throws Exception {
        Throwable[] failure = new Throwable[1];
        Thread thread = new Thread(() -> failure[0] = catchThrowable(step::go), "elsewhere");
        thread.start();
        thread.join();
        assertThat(failure[0]).isNull();
    }

    private static Thread thread(Step step, String name) {
        return new Thread(
                () -> {
                    try {
                        step.go();
                    } catch (Exception failed) {
                        throw new IllegalStateException(failed);
                    }
                },
                name);
    }

    private interface Step {
        void go() throws Exception;
    }

    private void assertNothingIsTold() {
        assertThat(stage.told(Misused.class)).isEmpty();
    }

    @Nested
    class a_second_close {
        @Test
        void is_told_once_with_both_threads() throws Exception {
            Connection connection = closed();
            connection.close();
            connection.close();

            Misused misused = stage.only(Misused.class);
            Acquired lease = stage.lent().get(0);
            assertThat(misused.how()).isEqualTo(How.CLOSED_TWICE);
            assertThat(misused.leaseId()).isEqualTo(lease.leaseId());
            assertThat(misused.poolId()).isEqualTo(lease.poolId());
            assertThat(misused.connectionId()).isEqualTo(lease.connectionId());
            assertThat(misused.acquireSite()).isEqualTo(lease.site());
            assertThat(misused.thread()).isEqualTo(misused.other());
            assertThat(misused.lentAgain()).isFalse();
        }

        @Test
        void is_not_told_once_a_hook_has_failed() throws Exception {
            stage.failHook();
            closed().close();

            assertNothingIsTold();
        }

        @Test
        void by_another_thread_names_that_one() throws Exception {
            Connection connection = closed();
            elsewhere(connection::close);

            Misused misused = stage.only(Misused.class);
            assertThat(misused.thread().name()).isEqualTo("elsewhere");
            assertThat(misused.other())
                    .extracting(each -> each.name())
                    .isEqualTo(Thread.currentThread().getName());
        }

        @Test
        void of_what_another_thread_aborted_is_its_owner_s_duty() throws Exception {
            stage.shop.place(pool, connection -> elsewhere(() -> connection.abort(Runnable::run)));

            assertNothingIsTold();
        }

        @Test
        void is_none_where_a_watchdog_aborts_what_was_just_given_back() throws Exception {
            Connection connection = closed();
            elsewhere(() -> {
                var unused = catchThrowable(() -> connection.abort(Runnable::run)); // its bridge dereferences null
            });

            assertNothingIsTold();
        }

        @Test
        void after_the_connection_was_lent_again_says_so() throws Exception {
            Connection connection = closed();
            stage.shop.place(pool, another -> connection.close());

            assertThat(stage.only(Misused.class).lentAgain()).isTrue();
        }

        @Test
        void that_is_harmless_is_not_looked_at_for_ever() throws Exception {
            for (int i = 0; i < 50; i++) {
                stage.shop.place(pool, Connection::close);
            }

            assertThat(stage.told(Misused.class)).hasSizeBetween(1, 20);
        }

        @Test
        void is_none_where_there_is_one_close() throws Exception {
            for (int i = 0; i < 3; i++) {
                stage.shop.place(pool, MisuseTest::query);
            }

            assertNothingIsTold();
        }
    }

    @Nested
    class a_use_after_the_close {
        @Test
        void is_told_where_the_handle_is_asked_for_a_statement_and_still_fails() throws Exception {
            Connection connection = closed();

            assertThat(catchThrowable(connection::createStatement)).isInstanceOf(SQLException.class);
            Misused misused = stage.only(Misused.class);
            assertThat(misused.how()).isEqualTo(How.USED_AFTER_CLOSE);
            assertThat(misused.site()).isNotNull();
            assertThat(misused.acquireSite()).isNotNull();
        }

        @Test
        void is_told_once_for_a_lease() throws Exception {
            Connection connection = closed();

            assertThat(catchThrowable(connection::createStatement)).isNotNull();
            assertThat(catchThrowable(() -> connection.prepareStatement("select 1")))
                    .isNotNull();
            connection.close();
            stage.only(Misused.class);
        }

        @Test
        void is_none_where_a_pool_keeps_statements_for_later_borrowers() throws Exception {
            if (library == PoolLibrary.DBCP_2) {
                PoolLibrary.set(pool, "setPoolPreparedStatements", true);
            }
            for (int i = 0; i < 3; i++) {
                elsewhere(() -> stage.shop.place(pool, MisuseTest::prepareAndQuery));
            }

            assertNothingIsTold();
        }
    }

    @Nested
    class a_statement_of_the_driver_itself {
        private @Nullable Statement old;

        @Test
        void executed_when_nobody_has_the_connection_is_used_after_the_close() throws Exception {
            stage.shop.place(pool, connection -> old = driversOwn(connection).createStatement());
            Statement statement = kept();
            statement.executeQuery("select 1").close();

            assertThat(stage.only(Misused.class).how()).isEqualTo(How.USED_AFTER_CLOSE);
        }

        @Test
        void executed_while_another_borrower_is_at_work_is_that_too() throws Exception {
            stage.shop.place(pool, connection -> old = driversOwn(connection).createStatement());
            Statement statement = kept();
            CountDownLatch executed = new CountDownLatch(1);
            CountDownLatch done = new CountDownLatch(1);
            Thread other = thread(
                    () -> stage.shop.place(pool, connection -> {
                        query(connection);
                        executed.countDown();
                        done.await();
                    }),
                    "other");
            other.start();
            executed.await();
            statement.executeQuery("select 1").close();
            done.countDown();
            other.join();

            Misused misused = stage.only(Misused.class);
            assertThat(misused.how()).isEqualTo(How.USED_AFTER_CLOSE);
            assertThat(misused.lentAgain()).isTrue();
        }

        @Test
        void executed_by_the_next_borrower_may_have_been_kept_by_the_pool() throws Exception {
            stage.shop.place(pool, connection -> old = driversOwn(connection).createStatement());
            Statement statement = kept();
            elsewhere(() -> stage.shop.place(
                    pool, connection -> statement.executeQuery("select 1").close()));

            assertNothingIsTold();
        }

        private Statement kept() {
            return Objects.requireNonNull(old);
        }

        private Connection driversOwn(Connection connection) throws Exception {
            if (library == PoolLibrary.DBCP_2) {
                PoolLibrary.set(pool, "setAccessToUnderlyingConnectionAllowed", true);
            }
            return (Connection) connection.unwrap(Class.forName("org.h2.jdbc.JdbcConnection", true, Stage.LOADER));
        }
    }

    @Nested
    class a_connection {
        @Test
        void on_which_two_threads_execute_at_once_is_shared() throws Exception {
            stage.shop.place(pool, connection -> {
                Thread first = holding(connection, "first");
                Thread second = thread(() -> query(connection), "second");
                second.start();
                await(How.SHARED);
                Turnstile.open();
                first.join();
                second.join();
            });

            Misused misused = stage.told(Misused.class).get(0);
            assertThat(misused.thread().name()).isEqualTo("second");
            assertThat(misused.other()).extracting(each -> each.name()).isEqualTo("first");
            assertThat(misused.leaseId()).isEqualTo(stage.lent().get(0).leaseId());
        }

        @Test
        void that_is_handed_over_is_not() throws Exception {
            stage.shop.place(pool, connection -> {
                query(connection);
                elsewhere(() -> query(connection));
                query(connection);
            });

            assertNothingIsTold();
        }

        @Test
        void whose_transaction_another_thread_ends_meanwhile_is_not() throws Exception {
            stage.shop.place(pool, connection -> {
                Thread first = holding(connection, "first");
                Thread reaper = thread(connection::rollback, "reaper");
                reaper.start();
                Thread validator =
                        thread(() -> assertThat(connection.isValid(1)).isTrue(), "validator");
                validator.start();
                Turnstile.open();
                first.join();
                reaper.join();
                validator.join();
            });

            assertNothingIsTold();
        }

        /** A thread within a statement on it. */
        private Thread holding(Connection connection, String name) throws Exception {
            Turnstile.close();
            try (Statement statement = connection.createStatement()) {
                statement.execute("create alias if not exists pass for \"com.acme.Turnstile.pass\"");
            }
            Thread thread = thread(
                    () -> {
                        try (Statement statement = connection.createStatement()) {
                            statement.executeQuery("call pass()").close();
                        }
                    },
                    name);
            thread.start();
            Turnstile.awaitSomebody();
            return thread;
        }

        private void await(How how) {
            while (stage.told(Misused.class).stream().noneMatch(each -> each.how() == how)) {
                Thread.onSpinWait();
            }
        }
    }

    private static void prepareAndQuery(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select 1")) {
            statement.executeQuery().close();
        }
    }
}
