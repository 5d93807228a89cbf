package io.connwake.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Scripted;
import io.connwake.recorder.event.ThreadRef;
import io.connwake.recorder.event.Waiting;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A look at the stack of another thread stops all of them for a moment. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CrowdTest {
    private static final int THREADS = 150;
    private static final int MOST_LOOKS = 64;
    private static final long TWO_SECONDS_NANOS = 2_000_000_000L;

    private final Stage stage = Stage.open();
    private final DataSource source = Stage.LOADER.create(DataSource.class, "com.acme.orders.ScriptedSource");
    private final CountDownLatch waiting = new CountDownLatch(THREADS);
    private final CountDownLatch served = new CountDownLatch(1);
    private final List<Thread> crowd = new ArrayList<>();

    @AfterEach
    void leave() throws InterruptedException {
        served.countDown();
        for (Thread each : crowd) {
            each.join();
        }
        stage.close();
    }

    @Test
    void of_many_that_wait_all_are_told_at_each_sweep_and_as_many_as_may_be_are_looked_at_in_turn() throws Exception {
        ((Scripted) source).script(() -> {
            waiting.countDown();
            served.await();
            throw new SQLException("none left");
        });
        for (int i = 0; i < THREADS; i++) {
            crowd.add(new Thread(this::attempt));
            crowd.get(i).start();
        }
        assertThat(waiting.await(1, TimeUnit.MINUTES)).isTrue();

        Set<ThreadRef> lookedAt = new HashSet<>();
        for (int sweep = 1; sweep <= (THREADS + MOST_LOOKS - 1) / MOST_LOOKS; sweep++) {
            List<Waiting> seen = stage.sweptAt(System.nanoTime() + TWO_SECONDS_NANOS, Waiting.class);
            assertThat(seen).hasSize(THREADS);
            List<Waiting> closely =
                    seen.stream().filter(each -> each.at() != null).toList();
            assertThat(closely).hasSizeBetween(1, MOST_LOOKS);
            closely.forEach(each -> lookedAt.add(each.thread()));
        }
        assertThat(lookedAt).hasSize(THREADS);
    }

    private void attempt() {
        try {
            stage.shop.place(source, connection -> {});
        } catch (SQLException expected) {
            return;
        } catch (Exception unexpected) {
            throw new AssertionError(unexpected);
        }
    }
}
