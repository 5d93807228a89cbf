package io.connwake.scenarios;

import static io.connwake.scenarios.Play.CORRECTED;
import static io.connwake.scenarios.Play.FAULTY;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.trouble.DeadAgain;
import io.connwake.testing.Database;
import io.connwake.testing.Postgres;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PoisonedPoolIT {
    private final Database database = Postgres.shared().createDatabase("poisoned");

    @ParameterizedTest
    @CsvSource("agroal, idleValidationTimeout=PT1S")
    void a_pool_that_lends_a_dead_connection_again_is_told_to_test_it(String library, String advice) {
        Play play = Play.of(DeadAgain.class, FAULTY, database, library);
        assertThat(play.confirmed()).containsOnlyKeys("poisoned_pool");
        assertThat(play.site("poisoned_pool")).contains("DeadAgain.serve(DeadAgain.java:");
        assertThat(play.evidence("poisoned_pool")).contains("(admin_shutdown)");
        assertThat(play.advice("poisoned_pool")).contains(advice);
        play.recording().holdsContract();
    }

    /** Tomcat's closes on return what fails to clear its warnings, so that with this driver it lends no dead one. */
    @Test
    void one_that_drops_it_on_return_is_not_accused() {
        Play play = Play.of(DeadAgain.class, FAULTY, database, "tomcat");
        assertThat(play.exit().out()).contains("57P01").doesNotContain("08003");
        assertThat(play.confirmed()).isEqualTo(Map.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tomcat", "agroal"})
    void and_one_that_tests_it_lends_a_fresh_one(String library) {
        Play play = Play.of(DeadAgain.class, CORRECTED, database, library);
        assertThat(play.exit().out()).doesNotContain("57P01").doesNotContain("08003");
        assertThat(play.confirmed()).isEqualTo(Map.of());
        play.recording().holdsContract();
    }
}
