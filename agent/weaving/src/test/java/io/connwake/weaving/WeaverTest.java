package io.connwake.weaving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.acme.Answer;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Iterator;
import java.util.List;
import java.util.Properties;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WeaverTest {
    private final Acme acme = Acme.woven();
    private final SQLException refused = new SQLException("refused");
    private final Answer refuse = () -> {
        throw refused;
    };

    @Nested
    class a_data_source {
        @Test
        void that_returns_is_entered_and_left_with_what_it_returns() throws Exception {
            Connection handle = acme.create(Connection.class, "Handle");
            DataSource pool = acme.create(DataSource.class, "Pool", () -> handle);
            Notes notes = Notes.begin();

            assertThat(pool.getConnection()).isSameAs(handle);

            assertThat(notes.calls()).containsExactly("acquiring Pool", "acquired Handle");
        }

        @Test
        void is_left_under_the_number_under_which_it_was_entered() throws Exception {
            DataSource pool = acme.create(DataSource.class, "Pool");
            Notes notes = Notes.begin();

            pool.getConnection("scott", "tiger");

            List<Integer> hooks = notes.hooks();
            assertThat(hooks).hasSize(4);
            assertThat(hooks.get(0)).isEqualTo(hooks.get(3)).isNotEqualTo(hooks.get(1));
            assertThat(hooks.get(1)).isEqualTo(hooks.get(2));
        }

        @Test
        void that_writes_or_commits_by_its_name_has_an_odd_number() throws Exception {
            WeavingLoader loader = new WeavingLoader(WeavingLoader.Weave.ours(), "org.h2.");
            DataSource source = (DataSource) loader.create("org.h2.jdbcx.JdbcDataSource");
            source.getClass().getMethod("setURL", String.class).invoke(source, "jdbc:h2:mem:numbers");
            try (Connection connection = source.getConnection();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                Notes notes = Notes.begin();
                statement.execute("create table orders (id int)");
                statement.executeUpdate("insert into orders values (1)");
                statement.executeQuery("select * from orders").close();
                connection.commit();
                connection.rollback();

                assertThat(notes.calls())
                        .filteredOn(call -> call.startsWith("executed"))
                        .containsExactly("executed false", "executed 1", "executed");
                assertThat(notes.hooks().stream().map(hook -> hook % 2)).containsExactly(0, 0, 1, 1, 0, 0, 1, 1, 0, 0);
            }
        }

        @Test
        void that_throws_is_left_by_its_failure_and_the_caller_gets_that_failure() throws Exception {
            DataSource pool = acme.create(DataSource.class, "Pool", refuse);
            Notes notes = Notes.begin();

            assertThat(catchThrowable(pool::getConnection)).isSameAs(refused);

            assertThat(notes.calls()).containsExactly("acquiring Pool", "failed SQLException");
        }

        @Test
        void that_dies_of_an_error_is_left_too() throws Exception {
            DataSource pool = acme.create(DataSource.class, "Pool", () -> {
                throw new StackOverflowError();
            });
            Notes notes = Notes.begin();

            assertThat(catchThrowable(pool::getConnection)).isInstanceOf(StackOverflowError.class);

            assertThat(notes.calls()).containsExactly("acquiring Pool", "failed StackOverflowError");
        }

        @Test
        void that_returns_null_returns_null() throws Exception {
            DataSource pool = acme.create(DataSource.class, "Pool");
            Notes notes = Notes.begin();

            assertThat(pool.getConnection()).isNull();

            assertThat(notes.calls()).containsExactly("acquiring Pool", "acquired null");
        }

        @Test
        void that_calls_itself_is_entered_as_often_as_it_is_called() throws Exception {
            Connection handle = acme.create(Connection.class, "Handle");
            DataSource[] itself = new DataSource[1];
            int[] calls = {0};
            DataSource pool =
                    acme.create(DataSource.class, "Pool", () -> ++calls[0] == 3 ? handle : itself[0].getConnection());
            itself[0] = pool;
            Notes notes = Notes.begin();

            assertThat(pool.getConnection()).isSameAs(handle);

            assertThat(notes.calls())
                    .containsExactly(
                            "acquiring Pool",
                            "acquiring Pool",
                            "acquiring Pool",
                            "acquired Handle",
                            "acquired Handle",
                            "acquired Handle");
        }

        @Test
        void that_is_synchronized_still_is() throws Exception {
            DataSource[] itself = new DataSource[1];
            boolean[] locked = {false};
            DataSource pool = acme.create(DataSource.class, "LockedPool", () -> {
                locked[0] = Thread.holdsLock(itself[0]);
                throw refused;
            });
            itself[0] = pool;

            assertThat(catchThrowable(pool::getConnection)).isSameAs(refused);

            assertThat(locked[0]).isTrue();
            assertThat(Thread.holdsLock(pool)).isFalse();
        }

        @Test
        void that_narrows_its_return_type_is_entered_through_the_bridge_and_itself() throws Exception {
            Connection handle = acme.create(Connection.class, "Handle");
            DataSource pool = acme.create(DataSource.class, "TypedPool", () -> handle);
            Notes notes = Notes.begin();

            assertThat(pool.getConnection()).isSameAs(handle);

            assertThat(notes.calls())
                    .containsExactly(
                            "acquiring TypedPool", "acquiring TypedPool", "acquired Handle", "acquired Handle");
        }
    }

    @Nested
    class a_driver {
        @Test
        void that_connects_is_entered_with_its_url() throws Exception {
            Connection handle = acme.create(Connection.class, "Handle");
            Driver driver = acme.create(Driver.class, "Wire", () -> handle);
            Notes notes = Notes.begin();

            driver.connect("jdbc:acme:orders", new Properties());

            assertThat(notes.calls()).containsExactly("connecting Wire jdbc:acme:orders", "connected Handle");
        }

        @Test
        void that_fails_is_left_by_its_failure() throws Exception {
            Driver driver = acme.create(Driver.class, "Wire", refuse);
            Notes notes = Notes.begin();

            assertThat(catchThrowable(() -> driver.connect("jdbc:acme:orders", new Properties())))
                    .isSameAs(refused);

            assertThat(notes.calls()).containsExactly("connecting Wire jdbc:acme:orders", "failed SQLException");
        }
    }

    @Nested
    class a_connection {
        @Test
        void tells_its_end_before_it_ends() throws Exception {
            Connection handle = acme.create(Connection.class, "Handle", refuse);
            Notes notes = Notes.begin();

            assertThat(catchThrowable(handle::close)).isSameAs(refused);
            assertThat(catchThrowable(() -> handle.abort(Runnable::run))).isSameAs(refused);

            assertThat(notes.calls()).containsExactly("closing Handle", "aborting Handle");
        }

        @Test
        void is_entered_and_left_at_the_end_of_a_transaction() throws Exception {
            Connection handle = acme.create(Connection.class, "Handle");
            Notes notes = Notes.begin();

            handle.commit();
            handle.rollback();
            handle.rollback(null);

            assertThat(notes.calls())
                    .containsExactly("ending Handle", "ended", "ending Handle", "ended", "ending Handle", "ended");
        }

        @Test
        void says_what_it_answered_when_asked_whether_it_is_valid() throws Exception {
            Connection dead = acme.create(Connection.class, "Handle");
            Connection alive = acme.create(Connection.class, "Handle", () -> "yes");
            Notes notes = Notes.begin();

            assertThat(dead.isValid(1)).isFalse();
            assertThat(alive.isValid(1)).isTrue();

            assertThat(notes.calls())
                    .containsExactly("validating Handle", "validated false", "validating Handle", "validated true");
        }

        @Test
        void tells_its_auto_commit_mode() throws Exception {
            Connection handle = acme.create(Connection.class, "Handle");
            Notes notes = Notes.begin();

            handle.setAutoCommit(false);
            handle.setAutoCommit(true);

            assertThat(notes.calls())
                    .containsExactly("autoCommit Handle false", "ended", "autoCommit Handle true", "ended");
        }

        @Test
        void tells_each_statement_that_it_makes_and_that_it_made_none() throws Exception {
            Statement query = acme.create(Statement.class, "Query");
            Iterator<Answer> answers =
                    List.<Answer>of(() -> query, () -> null, refuse).iterator();
            Connection handle =
                    acme.create(Connection.class, "Handle", () -> answers.next().give());
            Notes notes = Notes.begin();

            assertThat(handle.createStatement()).isSameAs(query);
            assertThat(handle.prepareStatement("select 1")).isNull();
            assertThat(catchThrowable(handle::createStatement)).isSameAs(refused);

            assertThat(notes.calls())
                    .containsExactly(
                            "created Handle Query",
                            "preparing Handle select 1",
                            "created Handle null",
                            "refused Handle");
        }
    }

    @Nested
    class a_setting_of_a_connection {
        @Test
        void is_told_where_a_driver_may_send_a_statement_for_it() throws Exception {
            Connection handle = acme.create(Connection.class, "Handle");
            Notes notes = Notes.begin();

            handle.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            handle.setReadOnly(true);
            handle.setSchema("tenant");
            handle.setClientInfo("ApplicationName", "orders");
            handle.setClientInfo(new Properties());

            assertThat(notes.calls())
                    .containsExactly(
                            "configuring Handle setTransactionIsolation",
                            "configuring Handle setReadOnly",
                            "configuring Handle setSchema",
                            "configuring Handle setClientInfo",
                            "configuring Handle setClientInfo");
            assertThat(notes.hooks()).as("their values").containsExactly(8, 1, 0, 0, 0);
        }

        @Test
        void is_no_reason_to_look_at_a_class_that_has_nothing_else_of_a_connection() {
            assertThat(Tap.accompanied("setSchema")).isEqualTo(Tap.CONFIGURE);
            assertThat(Tap.named("setSchema")).isNull();
        }
    }

    @Nested
    class a_statement {
        @Test
        void is_entered_and_left_by_every_kind_of_execution() throws Exception {
            Statement query = acme.create(Statement.class, "Query", () -> null);
            Notes notes = Notes.begin();

            query.executeQuery("select 1");
            query.executeUpdate("delete from orders");
            query.executeBatch();

            assertThat(notes.calls())
                    .containsExactly(
                            "executing Query select 1",
                            "executed",
                            "executing Query delete from orders",
                            "executed 0",
                            "configuring Query executeBatch",
                            "executing Query",
                            "executed");
        }

        @Test
        void tells_what_it_adds_to_its_batch_and_how_many_rows_it_wants() throws Exception {
            Statement query = acme.create(Statement.class, "Query");
            Notes notes = Notes.begin();

            query.addBatch("delete from orders");
            query.setMaxRows(7);

            assertThat(notes.calls())
                    .containsExactly("preparing Query delete from orders", "configuring Query setMaxRows");
            assertThat(notes.hooks()).as("its value, which looks like a number").containsExactly(7);
        }

        @Test
        void returns_a_count_of_two_words_unharmed() throws Exception {
            Statement query = acme.create(Statement.class, "Query", () -> "some");

            assertThat(query.executeLargeUpdate("delete from orders")).isEqualTo(1L << 40);
        }

        @Test
        void that_executes_by_itself_is_entered_twice() throws Exception {
            Statement query = acme.create(Statement.class, "Query");
            Notes notes = Notes.begin();

            query.execute("delete from orders");

            assertThat(notes.calls())
                    .containsExactly(
                            "executing Query delete from orders",
                            "executing Query delete from orders",
                            "executed 0",
                            "executed true");
        }

        @Test
        void that_fails_is_left_by_its_failure() throws Exception {
            Statement query = acme.create(Statement.class, "Query", refuse);
            Notes notes = Notes.begin();

            assertThat(catchThrowable(() -> query.execute("select 1"))).isSameAs(refused);

            assertThat(notes.calls())
                    .containsExactly(
                            "executing Query select 1",
                            "executing Query select 1",
                            "failed SQLException",
                            "failed SQLException");
        }
    }
}
