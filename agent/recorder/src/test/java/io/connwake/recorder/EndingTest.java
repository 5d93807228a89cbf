package io.connwake.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.recorder.event.Garbage;
import io.connwake.recorder.event.Misused;
import io.connwake.recorder.event.Released;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The process ends while its threads go on: of what the agent no longer follows it says nothing wrong. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EndingTest {
    private final Stage stage = Stage.open();
    private final DataSource pool = PoolLibrary.HIKARI_CP.create(2);

    @AfterEach
    void leave() {
        PoolLibrary.shutDown(pool);
        stage.close();
    }

    @Test
    void a_connection_that_is_given_back_meanwhile_is_not_lost() throws Exception {
        stage.shop.place(pool, connection -> stage.hearEndsOnly());

        assertThat(stage.told(Released.class)).hasSize(1);
        System.gc();
        assertThat(stage.swept(Garbage.class)).isEmpty();
    }

    @Test
    void one_that_was_forgotten_is() throws Exception {
        stage.shop.forget(pool, connection -> stage.hearEndsOnly());

        stage.awaitSwept(Garbage.class, each -> true, System::gc);

        assertThat(stage.told(Released.class)).isEmpty();
    }

    @Test
    void nor_is_work_left_that_is_committed_meanwhile() throws Exception {
        stage.shop.place(pool, connection -> {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("create table orders (id int)");
                statement.executeUpdate("insert into orders values (1)");
            }
            stage.hearEndsOnly();
            connection.commit();
        });

        assertThat(stage.told(Released.class))
                .hasSize(1)
                .noneMatch(each -> each.workLeft() || each.transactionLeftOpen());
    }

    @Test
    void and_a_close_of_what_was_closed_is_no_mistake_where_it_may_have_been_lent_again() throws Exception {
        Connection connection = pool.getConnection();
        connection.close();
        stage.hearEndsOnly();
        Thread another = new Thread(() -> closeQuietly(connection));
        another.start();
        another.join();

        assertThat(stage.told(Misused.class)).isEmpty();
    }

    @Test
    void what_begins_then_is_not_told() throws Exception {
        stage.hearEndsOnly();

        stage.shop.place(pool, connection -> {});

        assertThat(stage.told(Released.class)).isEmpty();
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException unwanted) {
            throw new AssertionError(unwanted);
        }
    }
}
