package io.connwake.scenarios;

import static io.connwake.scenarios.Play.CORRECTED;
import static io.connwake.scenarios.Play.FAULTY;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.trouble.ClosedTooEarly;
import com.example.trouble.RefreshedPool;
import io.connwake.testing.Database;
import io.connwake.testing.Postgres;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClosedPoolIT {
    private final Database database = Postgres.shared().createDatabase("closed");

    @ParameterizedTest
    @CsvSource({"hikari, 1 acquire failed", "tomcat, it silently built a new pool"})
    void a_pool_that_is_used_after_its_close_names_both_lines(String library, String said) {
        Play play = Play.of(ClosedTooEarly.class, FAULTY, database, library);
        assertThat(play.confirmed()).containsOnlyKeys("closed_pool_used");
        assertThat(play.finding("closed_pool_used").body()).contains(said);
        assertThat(play.site("closed_pool_used")).contains("ClosedTooEarly.serve(ClosedTooEarly.java:");
        assertThat(play.evidence("closed_pool_used")).contains("ClosedTooEarly.shutDown(ClosedTooEarly.java:");
        play.recording().holdsContract();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hikari", "tomcat"})
    void and_there_is_nothing_to_say_where_it_is_closed_afterwards(String library) {
        Play play = Play.of(ClosedTooEarly.class, CORRECTED, database, library);
        assertThat(play.confirmed()).isEqualTo(Map.of());
        play.recording().holdsContract();
    }

    @Test
    void a_pool_that_is_closed_under_its_borrower_names_both_lines() {
        Play play = Play.of(RefreshedPool.class, FAULTY, database);
        assertThat(play.exit().out().lines()).containsExactly("failed 08006");
        assertThat(play.confirmed()).containsOnlyKeys("closed_pool_used");
        assertThat(play.finding("closed_pool_used").body()).contains("was closed while 1 connection of it was in use");
        assertThat(play.site("closed_pool_used")).contains("RefreshedPool.work(RefreshedPool.java:");
        assertThat(play.evidence("closed_pool_used")).contains("RefreshedPool.refresh(RefreshedPool.java:");
        play.recording().holdsContract();
    }

    @Test
    void and_there_is_nothing_to_say_where_that_is_waited_for() {
        Play play = Play.of(RefreshedPool.class, CORRECTED, database);
        assertThat(play.exit().out().lines()).containsExactly("done");
        assertThat(play.confirmed()).isEqualTo(Map.of());
        play.recording().holdsContract();
    }
}
