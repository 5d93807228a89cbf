package io.connwake.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.recorder.event.PoolCounted;
import io.connwake.recorder.event.Waiting;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What HikariCP itself says of its connections. */
class PoolCountTest {
    private static final long TWO_SECONDS_NANOS = 2_000_000_000L;

    @Test
    void is_told_while_somebody_waits_for_a_pool_that_may_be_older_than_the_agent() throws Exception {
        try (Stage stage = Stage.late()) {
            waiting(stage, PoolLibrary.HIKARI_CP, seen -> {
                assertThat(stage.sweptAt(seen.atNanos() + TWO_SECONDS_NANOS, PoolCounted.class))
                        .hasSize(1)
                        .allMatch(each -> each.poolId() == seen.poolId() && each.used() == 1);
            });
        }
    }

    @Test
    void is_not_told_of_one_that_was_seen_from_its_beginning() throws Exception {
        try (Stage stage = Stage.open()) {
            waiting(stage, PoolLibrary.HIKARI_CP, seen -> {
                assertThat(stage.sweptAt(seen.atNanos() + TWO_SECONDS_NANOS, PoolCounted.class))
                        .isEmpty();
            });
        }
    }

    @Test
    void is_not_told_of_another_library() throws Exception {
        try (Stage stage = Stage.late()) {
            waiting(stage, PoolLibrary.DBCP_2, seen -> {
                assertThat(stage.sweptAt(seen.atNanos() + TWO_SECONDS_NANOS, PoolCounted.class))
                        .isEmpty();
            });
        }
    }

    /** What is looked at while a thread waits for the only connection. */
    private interface Look {
        void at(Waiting seen);
    }

    private static void waiting(Stage stage, PoolLibrary library, Look look) throws Exception {
        DataSource pool = library.create(1);
        Thread[] waiting = new Thread[1];
        stage.shop.place(pool, held -> {
            waiting[0] = new Thread(() -> attempt(pool), "waiting");
            waiting[0].start();
            long poolId = stage.lent().get(0).poolId();
            look.at(stage.awaitSwept(Waiting.class, each -> each.poolId() == poolId));
        });
        waiting[0].join();
        PoolLibrary.shutDown(pool);
    }

    private static void attempt(DataSource pool) {
        try {
            pool.getConnection().close();
        } catch (SQLException inVain) {
            throw new IllegalStateException(inVain);
        }
    }
}
