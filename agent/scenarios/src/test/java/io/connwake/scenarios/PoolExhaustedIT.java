package io.connwake.scenarios;

import static io.connwake.scenarios.Play.CORRECTED;
import static io.connwake.scenarios.Play.FAULTY;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.trouble.KeptByTransaction;
import com.example.trouble.OwnPool;
import io.connwake.testing.Database;
import io.connwake.testing.Postgres;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PoolExhaustedIT {
    private final Database database = Postgres.shared().createDatabase("pool_exhausted");

    @Test
    void what_is_closed_and_stays_with_a_transaction_is_told_with_the_line_that_acquired_it() {
        Play play = play(FAULTY);
        assertThat(play.confirmed()).containsOnlyKeys("pool_exhausted");
        assertThat(play.site("pool_exhausted")).contains("KeptByTransaction.serve(KeptByTransaction.java:");
        assertThat(play.evidence("pool_exhausted"))
                .startsWith("Held by the transaction of what com.example.trouble.KeptByTransaction.serve(");
        assertThat(play.advice("pool_exhausted")).startsWith("End the transactions in which com.example.trouble.");
    }

    @Test
    void and_none_where_the_transactions_have_ended() {
        Play play = play(CORRECTED);
        assertThat(play.confirmed()).isEqualTo(Map.of());
        play.recording().holdsContract();
    }

    @Test
    void a_pool_of_which_nothing_is_known_is_exhausted_by_what_it_was_seen_to_have() {
        Play play = Play.of(OwnPool.class, FAULTY, database);
        assertThat(play.confirmed()).containsOnlyKeys("leak", "pool_exhausted");
        assertThat(play.site("pool_exhausted")).contains("OwnPool.serve(OwnPool.java:");
        assertThat(play.finding("pool_exhausted").body())
                .contains("all 2 connections that it has are leased, 2 acquires waited in vain");
        play.recording().holdsContract();
    }

    @Test
    void and_is_not_where_what_it_lends_comes_back() {
        assertThat(Play.of(OwnPool.class, CORRECTED, database).confirmed()).isEqualTo(Map.of());
    }

    private Play play(String role) {
        return Play.of(KeptByTransaction.class, role, database);
    }
}
