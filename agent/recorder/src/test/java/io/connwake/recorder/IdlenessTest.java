package io.connwake.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.acme.Step;
import io.connwake.recorder.event.Opened;
import io.connwake.recorder.event.Released;
import io.connwake.recorder.event.StatementFailed;
import java.sql.Connection;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Since when a connection had been idle when a call on it failed: since its last call that surely asked the server. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class IdlenessTest {
    private final Stage stage = Stage.open();

    @AfterEach
    void leave() {
        stage.close();
    }

    @Nested
    class idleness_is_not_ended_by {
        @Test
        void a_switch_of_auto_commit() throws Exception {
            assertThat(idleSinceOpened(connection -> connection.setAutoCommit(false)))
                    .isTrue();
        }

        @Test
        void the_end_of_a_transaction_that_never_began() throws Exception {
            assertThat(idleSinceOpened(connection -> {
                        connection.setAutoCommit(false);
                        connection.rollback();
                    }))
                    .isTrue();
            assertThat(stage.only(Released.class).survivedIdleNanos())
                    .as("what only the driver was asked proves nothing")
                    .isNegative();
        }
    }

    @Nested
    class idleness_is_ended_by {
        @Test
        void a_statement() throws Exception {
            assertThat(idleSinceOpened(connection -> execute(connection, "select 1")))
                    .isFalse();
            assertThat(stage.only(Released.class).survivedIdleNanos()).isNotNegative();
        }

        @Test
        void the_end_of_a_transaction() throws Exception {
            assertThat(idleSinceOpened(connection -> {
                        connection.setAutoCommit(false);
                        execute(connection, "select 1");
                        connection.commit();
                    }))
                    .isFalse();
            assertThat(stage.only(StatementFailed.class).inTransaction()).isFalse();
        }
    }

    /** Whether a statement that fails after these steps finds the connection idle since it was opened. */
    private boolean idleSinceOpened(Step steps) throws Exception {
        DataSource source = Stage.LOADER.create(DataSource.class, "org.h2.jdbcx.JdbcDataSource");
        PoolLibrary.set(source, "setURL", "jdbc:h2:mem:idle");
        stage.shop.place(source, connection -> {
            steps.with(connection);
            assertThat(catchThrowable(() -> execute(connection, "select nothing from nowhere")))
                    .isNotNull();
        });
        StatementFailed failed = stage.only(StatementFailed.class);
        long sinceOpened = failed.startNanos() - stage.only(Opened.class).atNanos();
        return failed.idleNanos() == sinceOpened;
    }

    private static void execute(Connection connection, String sql) throws Exception {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
