package io.connwake.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.connwake.recorder.event.Garbage;
import io.connwake.recorder.event.Released;
import io.connwake.recorder.event.StatementFailed;
import io.connwake.recorder.event.StillOpen;
import io.connwake.recorder.event.Validated;
import java.sql.Connection;
import java.sql.Statement;
import java.util.concurrent.FutureTask;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What a hook that failed may have missed is not said to have stayed away. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FailingHookTest {
    private final Stage stage = Stage.open();
    private final DataSource pool = PoolLibrary.DBCP_2.create(2);

    @AfterEach
    void leave() {
        PoolLibrary.shutDown(pool);
        stage.close();
    }

    @Test
    void a_handle_that_became_garbage_is_lost() throws Exception {
        stage.failHook();
        stage.shop.forget(pool, connection -> {});

        stage.awaitSwept(Garbage.class, each -> true, System::gc);

        assertThat(stage.told(Released.class)).isEmpty();
    }

    @Test
    void unless_a_hook_failed_meanwhile_perhaps_on_the_thread_that_gave_it_back() throws Exception {
        stage.tolerateFailures();
        stage.shop.forget(pool, connection -> onAnotherThread(stage::failHook));

        stage.awaitSwept(Released.class, each -> true, System::gc);

        assertThat(stage.told(Garbage.class)).isEmpty();
    }

    @Test
    void of_a_lease_in_which_a_hook_failed_nobody_knows_whether_it_is_held() throws Exception {
        stage.tolerateFailures();
        try (Connection certain = pool.getConnection()) {
            assertThat(stage.swept(StillOpen.class))
                    .isNotEmpty()
                    .extracting(StillOpen::holder)
                    .doesNotContain(StillOpen.Holder.UNKNOWN);
            stage.failHook();

            assertThat(stage.swept(StillOpen.class))
                    .extracting(StillOpen::holder)
                    .containsOnly(StillOpen.Holder.UNKNOWN);
            assertThat(certain.isClosed()).isFalse();
        }
    }

    @Test
    void a_statement_that_fails_after_an_acquire_whose_end_was_lost_is_no_test_of_its_pool() throws Exception {
        stage.shop.place(pool, connection -> {});
        stage.shop.place(pool, connection -> {
            stage.losesEndOfAcquire(pool);
            try (Statement statement = connection.createStatement()) {
                assertThat(catchThrowable(() -> statement.execute("select 1 from nowhere")))
                        .isNotNull();
            }
        });

        assertThat(stage.told(StatementFailed.class)).isNotEmpty();
        assertThat(stage.told(Validated.class)).noneMatch(each -> !each.ok());
    }

    @Test
    void nor_how_a_lease_goes_on_once_the_agent_has_switched_itself_off() throws Exception {
        stage.shop.place(pool, connection -> {
            stage.giveUp();
            assertThat(stage.swept(StillOpen.class)).isEmpty();
        });

        stage.awaitSwept(Released.class, each -> true, System::gc);

        assertThat(stage.told(Garbage.class)).isEmpty();
    }

    private static void onAnotherThread(Runnable work) throws Exception {
        FutureTask<?> done = new FutureTask<>(work, null);
        new Thread(done, "another").start();
        done.get();
    }
}
