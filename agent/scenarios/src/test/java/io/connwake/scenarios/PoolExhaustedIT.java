package io.connwake.scenarios;

import static io.connwake.scenarios.Play.CORRECTED;
import static io.connwake.scenarios.Play.FAULTY;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.trouble.KeptByTransaction;
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

    private Play play(String role) {
        return Play.of(KeptByTransaction.class, role, database);
    }
}
