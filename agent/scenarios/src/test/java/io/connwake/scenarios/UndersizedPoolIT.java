package io.connwake.scenarios;

import static io.connwake.scenarios.Play.CORRECTED;
import static io.connwake.scenarios.Play.FAULTY;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.trouble.CrowdedPool;
import io.connwake.testing.Database;
import io.connwake.testing.Postgres;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UndersizedPoolIT {
    private final Database database = Postgres.shared().createDatabase("undersized_pool");

    @Test
    void a_pool_that_too_many_wait_for_is_found_with_the_size_that_they_need() {
        Play play = play(FAULTY);
        assertThat(play.confirmed()).containsOnlyKeys("undersized_pool");
        assertThat(play.site("undersized_pool")).contains("CrowdedPool.serve(CrowdedPool.java:");
        assertThat(play.advice("undersized_pool")).containsPattern("maximumPoolSize=(9|10|11|12),");
        assertThat(play.evidence("undersized_pool")).contains("the limit is 4", "12 at most");
    }

    @Test
    void and_none_where_there_is_one_for_each() {
        Play play = play(CORRECTED);
        assertThat(play.confirmed()).isEqualTo(Map.of());
        play.recording().holdsContract();
    }

    private Play play(String role) {
        return Play.of(CrowdedPool.class, role, database);
    }
}
