package io.connwake.scenarios;

import static io.connwake.scenarios.Play.CORRECTED;
import static io.connwake.scenarios.Play.FAULTY;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.trouble.CarelessOwner;
import io.connwake.testing.Database;
import io.connwake.testing.Postgres;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MisuseIT {
    private final Database database = Postgres.shared().createDatabase("misuse");

    @Test
    void a_close_of_what_somebody_else_has_by_now_is_a_double_close() {
        Play play = Play.of(CarelessOwner.class, FAULTY, database, "twice");
        assertThat(play.confirmed()).containsOnlyKeys("double_close");
        assertThat(play.site("double_close")).contains("CarelessOwner.giveBack(CarelessOwner.java:");
        assertThat(play.evidence("double_close")).contains("It was acquired at", "CarelessOwner.borrow(");
        assertThat(play.advice("double_close")).contains("try-with-resources");
    }

    @Test
    void a_connection_asked_for_a_statement_after_its_close_is_used_after_it() {
        Play play = Play.of(CarelessOwner.class, FAULTY, database, "late");
        assertThat(play.confirmed()).containsOnlyKeys("use_after_close");
        assertThat(play.site("use_after_close")).contains("CarelessOwner.query(CarelessOwner.java:");
        assertThat(play.evidence("use_after_close")).contains("CarelessOwner.useLate(");
    }

    @Test
    void a_statement_that_still_executes_after_the_close_is_too() {
        Play play = Play.of(CarelessOwner.class, FAULTY, database, "old");
        assertThat(play.confirmed()).containsOnlyKeys("use_after_close");
        assertThat(play.site("use_after_close")).contains("CarelessOwner.useOldStatement(CarelessOwner.java:");
    }

    @Test
    void a_connection_on_which_two_threads_execute_at_once_is_shared() {
        Play play = Play.of(CarelessOwner.class, FAULTY, database, "shared");
        assertThat(play.confirmed()).containsOnlyKeys("shared_connection");
        assertThat(play.site("shared_connection")).contains("CarelessOwner.share(CarelessOwner.java:");
        assertThat(play.evidence("shared_connection"))
                .contains("CarelessOwner.waitAtServer(", "thread main", "thread second");
        assertThat(play.advice("shared_connection")).startsWith("Give each thread a connection of its own");
    }

    @ParameterizedTest
    @ValueSource(strings = {"twice", "late", "old", "shared"})
    void and_nothing_is_confirmed_where_each_owner_closes_once(String what) {
        Play play = Play.of(CarelessOwner.class, CORRECTED, database, what);
        assertThat(play.confirmed()).isEqualTo(Map.of());
        play.recording().holdsContract();
    }
}
