package io.connwake.scenarios;

import static io.connwake.scenarios.Play.CORRECTED;
import static io.connwake.scenarios.Play.FAULTY;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.trouble.LavishPool;
import io.connwake.testing.Database;
import io.connwake.testing.Postgres;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

@Order(1)
class OversizedPoolIT {
    private final Database database = Postgres.shared().createDatabase("oversized_pool");

    /** Both at once: each takes a minute, since less proves nothing. */
    @Test
    void a_pool_that_keeps_far_more_than_it_needs_is_found_and_none_where_it_does_not() {
        CompletableFuture<Play> corrected = CompletableFuture.supplyAsync(() -> play(CORRECTED));
        Play play = play(FAULTY);
        assertThat(play.confirmed()).containsOnlyKeys("oversized_pool");
        assertThat(play.finding("oversized_pool").body())
                .contains("keeps 10 connections open, but needed 1 at once at most");
        assertThat(play.advice("oversized_pool")).contains("maximumPoolSize=2", "minimumIdle=1");
        assertThat(corrected.join().confirmed()).isEqualTo(Map.of());
        corrected.join().recording().holdsContract();
    }

    private Play play(String role) {
        return Play.of(LavishPool.class, role, database);
    }
}
