package io.connwake.scenarios;

import static io.connwake.scenarios.Play.CORRECTED;
import static io.connwake.scenarios.Play.FAULTY;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.trouble.InheritedWork;
import com.example.trouble.UncommittedWork;
import io.connwake.testing.Database;
import io.connwake.testing.Postgres;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UncommittedWorkIT {
    private final Database database = Postgres.shared().createDatabase("uncommitted");

    @Test
    void that_a_pool_rolls_back_is_a_transaction_left_open_by_the_line_that_acquired() {
        Play play = Play.of(UncommittedWork.class, FAULTY, database, "hikari", "plain");
        assertThat(play.confirmed()).containsOnlyKeys("transaction_left_open");
        assertThat(play.site("transaction_left_open")).contains("UncommittedWork.place(UncommittedWork.java:");
        assertThat(play.evidence("transaction_left_open")).startsWith("3 of the 3 that came back from this line");
        assertThat(play.advice("transaction_left_open")).startsWith("Commit before the close");
    }

    @Test
    void that_a_pool_commits_is_one_too_and_says_so() {
        Play play = Play.of(UncommittedWork.class, FAULTY, database, "agroal", "plain");
        assertThat(play.confirmed()).containsOnlyKeys("transaction_left_open");
        assertThat(play.finding("transaction_left_open").body()).contains("Agroal committed it");
    }

    @Test
    void so_is_what_was_written_by_asking_for_rows() {
        Play play = Play.of(UncommittedWork.class, FAULTY, database, "hikari", "returning");
        assertThat(play.confirmed()).containsOnlyKeys("transaction_left_open");
        assertThat(play.site("transaction_left_open")).contains("UncommittedWork.placeAndNumber(UncommittedWork.java:");
    }

    @Test
    void and_none_where_it_is_committed_or_was_only_read() {
        for (String pool : new String[] {"hikari", "agroal"}) {
            for (String how : new String[] {"plain", "returning"}) {
                Play play = Play.of(UncommittedWork.class, CORRECTED, database, pool, how);
                assertThat(play.confirmed()).as(pool + ", " + how).isEqualTo(Map.of());
                play.recording().holdsContract();
            }
        }
    }

    @Test
    void that_the_next_borrower_commits_is_carried_over_and_both_lines_are_named() {
        Play play = Play.of(InheritedWork.class, FAULTY, database);
        assertThat(play.confirmed()).containsOnlyKeys("work_carried_over");
        assertThat(play.site("work_carried_over")).contains("InheritedWork.place(InheritedWork.java:");
        assertThat(play.evidence("work_carried_over"))
                .contains("which acquired at com.example.trouble.InheritedWork.charge(InheritedWork.java:")
                .contains("Later borrowers committed it 3 times");
        assertThat(play.advice("work_carried_over")).contains("rollbackOnReturn=true", "defaultAutoCommit=false");
    }

    @Test
    void and_nothing_is_carried_over_where_it_was_rolled_back() {
        Play play = Play.of(InheritedWork.class, CORRECTED, database);
        assertThat(play.confirmed()).isEqualTo(Map.of());
        play.recording().holdsContract();
    }
}
