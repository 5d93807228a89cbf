package io.connwake.scenarios;

import static io.connwake.scenarios.Play.CORRECTED;
import static io.connwake.scenarios.Play.FAULTY;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.trouble.BusyWorkers;
import com.example.trouble.ForgottenClose;
import com.example.trouble.ForgottenConnection;
import io.connwake.testing.ChildJvm;
import io.connwake.testing.Database;
import io.connwake.testing.Postgres;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeakIT {
    private final Database database = Postgres.shared().createDatabase("leak");

    @Test
    void a_close_that_an_error_path_forgets_is_a_leak_of_that_line() {
        Play play = play(FAULTY);
        assertThat(play.confirmed()).containsOnlyKeys("leak");
        assertThat(play.site("leak")).contains("ForgottenClose.serve(ForgottenClose.java:");
        assertThat(play.evidence("leak")).contains("3 of 3 lost here ended after an SQLException");
    }

    @Test
    void and_none_where_it_is_closed_on_every_path() {
        Play play = play(CORRECTED);
        assertThat(play.confirmed()).isEqualTo(Map.of());
        play.recording().holdsContract();
    }

    @Test
    void of_workers_that_are_in_the_same_method_again_it_is_one_too() {
        Play play = Play.of(BusyWorkers.class, FAULTY, database);
        assertThat(play.confirmed()).containsKey("leak").doesNotContainKeys("nested_acquire", "held_idle");
        assertThat(play.site("leak")).contains("BusyWorkers.leak(BusyWorkers.java:");
    }

    @Test
    void and_none_of_workers_that_close() {
        assertThat(Play.of(BusyWorkers.class, CORRECTED, database).confirmed()).isEqualTo(Map.of());
    }

    @Test
    void of_connections_without_a_pool_it_is_one_though_nothing_became_garbage() {
        Play play = play(ForgottenConnection.class, FAULTY);
        assertThat(play.confirmed()).containsOnlyKeys("leak");
        assertThat(play.site("leak")).contains("ForgottenConnection.serve(ForgottenConnection.java:");
        assertThat(play.evidence("leak")).contains("lost here ended after an SQLException");
    }

    @Test
    void and_none_where_one_is_kept_and_the_others_are_closed() {
        assertThat(play(ForgottenConnection.class, CORRECTED).confirmed()).isEqualTo(Map.of());
    }

    private Play play(String role) {
        return play(ForgottenClose.class, role);
    }

    private Play play(Class<?> program, String role) {
        ChildJvm jvm = ChildJvm.ofMain(program).property("connwake.leak.threshold", "1s");
        return Play.of(jvm, program.getSimpleName(), role, database, database.jdbcUrl());
    }
}
