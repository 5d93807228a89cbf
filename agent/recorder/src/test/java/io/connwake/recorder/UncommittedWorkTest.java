package io.connwake.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.acme.Step;
import io.connwake.recorder.event.Acquired;
import io.connwake.recorder.event.Released;
import io.connwake.recorder.event.WorkSettled;
import io.connwake.recorder.event.WorkSettled.By;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import javax.sql.XAConnection;
import javax.sql.XADataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a borrower leaves uncommitted, and what becomes of it. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class UncommittedWorkTest {
    private final Stage stage = Stage.open();
    private DataSource pool = PoolLibrary.HIKARI_CP.create(1);

    @BeforeEach
    void makeTable() throws Exception {
        stage.shop.place(pool, connection -> {
            connection.setAutoCommit(true);
            try (Statement statement = connection.createStatement()) {
                statement.execute("create table if not exists orders (id int)");
            }
        });
    }

    @AfterEach
    void leave() {
        PoolLibrary.shutDown(pool);
        stage.close();
    }

    /** One that gives back what it got as it is. */
    private void createCareless(boolean autoCommit) throws Exception {
        create(false);
        PoolLibrary.set(pool, "setDefaultAutoCommit", autoCommit);
        makeTable();
    }

    private void create(boolean autoCommitOnReturn) {
        PoolLibrary.shutDown(pool);
        pool = PoolLibrary.DBCP_2.create(1);
        PoolLibrary.set(pool, "setRollbackOnReturn", false);
        PoolLibrary.set(pool, "setAutoCommitOnReturn", autoCommitOnReturn);
        PoolLibrary.set(pool, "setAccessToUnderlyingConnectionAllowed", true);
    }

    private Released released(Step step) throws Exception {
        stage.shop.place(pool, connection -> {
            connection.setAutoCommit(false);
            step.with(connection);
        });
        return last(Released.class);
    }

    private <T extends io.connwake.recorder.event.Event> T last(Class<T> kind) {
        var all = stage.told(kind);
        return all.get(all.size() - 1);
    }

    private List<Boolean> workLeft() {
        return stage.told(Released.class).stream().map(Released::workLeft).toList();
    }

    private static void update(Connection connection) throws Exception {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("insert into orders values (1)");
        }
    }

    private static void execute(Connection connection, String sql) throws Exception {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void select(Connection connection) throws Exception {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select * from orders")) {
            rows.next();
        }
    }

    /** Each leaves it open whether the transaction has ended. */
    @SuppressWarnings("ImmutableEnumChecker") // a step has no state
    enum Ending {
        A_STATEMENT_THAT_FAILS(connection -> assertThatThrownBy(() -> execute(connection, "commit or not"))),
        A_BATCH(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.addBatch("insert into orders values (2)");
                statement.addBatch("commit");
                statement.executeBatch();
            }
        }),
        A_TEXT_THAT_ROLLS_BACK_AT_ITS_END(connection -> execute(connection, "insert into orders values (3); rollback"));

        private final Step step;

        Ending(Step step) {
            this.step = step;
        }
    }

    /** The drain found no lease and takes facts, while another lease is given back and its work rolled back. */
    @Test
    void is_told_before_it_is_settled_however_late_the_drain_is() {
        stage.told();
        leaveWork();
        List<Class<?>> told = new ArrayList<>();
        stage.source()
                .drain(
                        event -> {
                            if (event instanceof Released || event instanceof WorkSettled) {
                                told.add(event.getClass());
                                if (told.size() == 2) {
                                    leaveWork();
                                }
                            }
                        },
                        Integer.MAX_VALUE);

        assertThat(told).containsExactly(Released.class, WorkSettled.class, Released.class, WorkSettled.class);
    }

    private void leaveWork() {
        try {
            stage.shop.place(pool, connection -> {
                connection.setAutoCommit(false);
                update(connection);
            });
        } catch (Exception unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    @Test
    void is_not_known_once_a_hook_has_failed() throws Exception {
        stage.failHook();

        assertThat(released(UncommittedWorkTest::update).workLeft()).isFalse();
        assertThat(stage.told(WorkSettled.class)).isEmpty();
    }

    @Test
    void is_nobodys_fault_where_a_hook_fails_before_the_next_borrower_comes() throws Exception {
        createCareless(true);
        assertThat(released(UncommittedWorkTest::update).workLeft()).isTrue();
        stage.failHook();
        stage.shop.place(pool, UncommittedWorkTest::select);
        assertThat(last(Acquired.class).carriedOver()).isFalse();
        assertThat(stage.only(WorkSettled.class).by()).isEqualTo(By.MANAGER);
    }

    @Test
    void is_nobodys_fault_where_a_hook_fails_before_it_is_settled() throws Exception {
        createCareless(true);
        assertThat(released(UncommittedWorkTest::update).workLeft()).isTrue();
        stage.failHook();
        assertThat(stage.swept(WorkSettled.class))
                .singleElement()
                .satisfies(settled -> assertThat(settled.by()).isEqualTo(By.MANAGER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"COMMIT", " rollback;"})
    void is_none_where_a_statement_ends_the_transaction(String sql) throws Exception {
        Released lease = released(connection -> {
            update(connection);
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        });

        assertThat(lease.workLeft()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"update orders set id = 2 where id = 0", "delete from orders where id = 0"})
    void is_none_where_an_update_found_no_row(String sql) throws Exception {
        Released lease = released(connection -> {
            try (Statement statement = connection.createStatement();
                    PreparedStatement prepared = connection.prepareStatement(sql)) {
                assertThat(statement.executeUpdate(sql)).isZero();
                assertThat(prepared.executeUpdate()).isZero();
            }
        });

        assertThat(lease.workLeft()).isFalse();
    }

    @Test
    void is_left_by_what_an_update_changed_before_another_found_no_row() throws Exception {
        Released lease = released(connection -> {
            update(connection);
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("delete from orders where id = 0");
            }
        });

        assertThat(lease.workLeft()).isTrue();
    }

    @Test
    void is_left_to_the_pool_of_h2_although_a_manager_could_have_its_connections() throws Exception {
        DataSource ofH2 = (DataSource) Stage.LOADER
                .loadClass("org.h2.jdbcx.JdbcConnectionPool")
                .getMethod("create", String.class, String.class, String.class)
                .invoke(null, "jdbc:h2:mem:own;DB_CLOSE_DELAY=-1", "sa", "");
        stage.shop.place(ofH2, connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("create table if not exists orders (id int)");
                connection.setAutoCommit(false);
                statement.executeUpdate("insert into orders values (1)");
            }
        });

        assertThat(last(Released.class).workLeft()).isTrue();
        assertThat(stage.only(WorkSettled.class).committed()).isFalse();
        ofH2.getClass().getMethod("dispose").invoke(ofH2);
    }

    @Nested
    class work_is_left {
        @Test
        void by_an_update_and_a_pool_that_rolls_it_back_does_so_within_the_return() throws Exception {
            assertThat(released(UncommittedWorkTest::update).workLeft()).isTrue();
            WorkSettled settled = stage.only(WorkSettled.class);
            assertThat(settled.by()).isEqualTo(By.RETURN);
            assertThat(settled.committed()).isFalse();
            assertThat(settled.connectionId())
                    .isEqualTo(last(Released.class).acquired().connectionId());
        }

        @Test
        void by_an_execute_that_returns_no_rows() throws Exception {
            assertThat(released(connection -> {
                                try (Statement statement = connection.createStatement()) {
                                    statement.execute("delete from orders");
                                }
                            })
                            .workLeft())
                    .isTrue();
        }

        @Test
        void by_a_batch() throws Exception {
            assertThat(released(connection -> {
                                try (PreparedStatement insert =
                                        connection.prepareStatement("insert into orders values (?)")) {
                                    insert.setInt(1, 2);
                                    insert.addBatch();
                                    insert.executeBatch();
                                }
                            })
                            .workLeft())
                    .isTrue();
        }

        @Test
        void although_something_was_read_or_failed_after_it() throws Exception {
            assertThat(released(connection -> {
                                update(connection);
                                select(connection);
                                try (Statement statement = connection.createStatement()) {
                                    assertThat(catchThrowable(() -> statement.executeUpdate("insert nonsense")))
                                            .isNotNull();
                                }
                            })
                            .workLeft())
                    .isTrue();
        }

        @Test
        void and_committed_by_a_pool_that_switches_auto_commit_on() throws Exception {
            create(true);
            makeTable();
            released(UncommittedWorkTest::update);
            WorkSettled settled = stage.only(WorkSettled.class);
            assertThat(settled.by()).isEqualTo(By.RETURN);
            assertThat(settled.committed()).isTrue();
        }
    }

    @Nested
    class none_is_left {
        @Test
        void by_reading_alone() throws Exception {
            Released released = released(connection -> {
                select(connection);
                try (Statement statement = connection.createStatement()) {
                    statement.execute("select * from orders");
                }
            });
            assertThat(released.transactionLeftOpen()).isTrue();
            assertThat(released.workLeft()).isFalse();
            assertThat(stage.told(WorkSettled.class)).isEmpty();
        }

        @Test
        void by_a_statement_that_failed() throws Exception {
            Released released = released(connection -> {
                try (Statement statement = connection.createStatement()) {
                    assertThat(catchThrowable(() -> statement.executeUpdate("insert nonsense")))
                            .isNotNull();
                }
            });
            assertThat(released.workLeft()).isFalse();
        }

        @Test
        void where_it_was_committed_or_rolled_back_or_auto_commit_was_switched_on() throws Exception {
            assertThat(released(connection -> {
                                update(connection);
                                connection.commit();
                                select(connection);
                            })
                            .workLeft())
                    .isFalse();
            assertThat(released(connection -> {
                                update(connection);
                                connection.rollback();
                            })
                            .workLeft())
                    .isFalse();
            assertThat(released(connection -> {
                                update(connection);
                                connection.setAutoCommit(true);
                                connection.setAutoCommit(false);
                                select(connection);
                            })
                            .workLeft())
                    .isFalse();
            assertThat(stage.told(WorkSettled.class)).isEmpty();
        }

        @Test
        void where_a_definition_has_committed_it_as_h2_does() throws Exception {
            stage.shop.place(pool, connection -> {
                connection.setAutoCommit(false);
                update(connection);
                try (Statement statement = connection.createStatement()) {
                    statement.execute("create table later (id int)");
                }
            });
            assertThat(last(Released.class).workLeft()).isFalse();
        }

        @Test
        void where_each_statement_commits_by_itself() throws Exception {
            stage.shop.place(pool, UncommittedWorkTest::update);
            assertThat(last(Released.class).workLeft()).isFalse();
        }

        @Test
        void on_a_connection_that_a_transaction_manager_may_look_after() throws Exception {
            XADataSource source = Stage.LOADER.create(XADataSource.class, "org.h2.jdbcx.JdbcDataSource");
            PoolLibrary.set(source, "setURL", "jdbc:h2:mem:managed");
            XAConnection managed = source.getXAConnection();
            try (Connection connection = managed.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.executeUpdate("create table orders (id int)");
                connection.setAutoCommit(false);
                statement.executeUpdate("insert into orders values (1)");
            }
            Released released = last(Released.class);
            managed.close();
            assertThat(released.transactionLeftOpen()).isTrue();
            assertThat(released.workLeft()).isFalse();
        }
    }

    @Nested
    class a_pool_that_leaves_it_open {
        @Test
        void hands_it_on_to_the_next_borrower_who_commits_it() throws Exception {
            createCareless(false);
            released(UncommittedWorkTest::update);
            assertThat(stage.told(WorkSettled.class)).isEmpty();
            stage.shop.place(pool, Connection::commit);

            Acquired heir = last(Acquired.class);
            assertThat(heir.carriedOver()).isTrue();
            WorkSettled settled = stage.only(WorkSettled.class);
            assertThat(settled.by()).isEqualTo(By.BORROWER);
            assertThat(settled.leaseId()).isEqualTo(heir.leaseId());
            assertThat(settled.committed()).isTrue();
        }

        @Test
        void hands_on_what_sql_began_where_auto_commit_is_on_to_whoever_ends_it_by_sql() throws Exception {
            stage.shop.place(pool, connection -> {
                execute(connection, "begin");
                update(connection);
            });
            assertThat(last(Released.class).workLeft()).isTrue();
            stage.shop.place(pool, connection -> execute(connection, "commit"));

            assertThat(last(Acquired.class).carriedOver()).isTrue();
            assertThat(stage.only(WorkSettled.class).committed()).isTrue();
            stage.shop.place(pool, UncommittedWorkTest::update);
            assertThat(last(Released.class).transactionLeftOpen()).isFalse();
        }

        @Test
        void does_not_blame_the_heirs_of_what_sql_began() throws Exception {
            stage.shop.place(pool, connection -> {
                execute(connection, "begin");
                update(connection);
            });
            stage.shop.place(pool, UncommittedWorkTest::update);

            assertThat(workLeft()).endsWith(true, false);
        }

        @ParameterizedTest
        @EnumSource
        void blames_nobody_once_the_transaction_that_sql_began_may_have_ended(Ending ending) throws Exception {
            stage.shop.place(pool, connection -> {
                execute(connection, "begin");
                update(connection);
                ending.step.with(connection);
            });
            stage.shop.place(pool, UncommittedWorkTest::update);

            assertThat(workLeft()).doesNotContain(true);
        }

        @Test
        void commits_it_where_it_switches_auto_commit_on_to_lend_it_again() throws Exception {
            createCareless(true);
            released(UncommittedWorkTest::update);
            stage.shop.place(pool, connection -> {});

            assertThat(last(Acquired.class).carriedOver()).isFalse();
            assertThat(stage.only(WorkSettled.class).by()).isEqualTo(By.LENDING);
        }

        @Test
        void does_not_make_a_later_borrower_who_only_reads_one_who_left_it() throws Exception {
            createCareless(false);
            released(UncommittedWorkTest::update);
            assertThat(released(UncommittedWorkTest::select).workLeft()).isFalse();
        }

        @Test
        void carries_nothing_over_that_was_only_read() throws Exception {
            createCareless(false);
            released(UncommittedWorkTest::select);
            stage.shop.place(pool, connection -> {});
            assertThat(last(Acquired.class).carriedOver()).isFalse();
        }

        @Test
        void for_a_transaction_manager_is_known_as_such_once_that_has_ended_one() throws Exception {
            createCareless(false);
            Connection[] own = new Connection[1];
            released(connection -> {
                own[0] =
                        (Connection) connection.unwrap(Class.forName("org.h2.jdbc.JdbcConnection", true, Stage.LOADER));
                update(connection);
            });
            own[0].commit();
            assertThat(stage.only(WorkSettled.class).by()).isEqualTo(By.MANAGER);

            assertThat(released(UncommittedWorkTest::update).workLeft()).isFalse();
            own[0].commit();
            stage.only(WorkSettled.class);
        }
    }
}
