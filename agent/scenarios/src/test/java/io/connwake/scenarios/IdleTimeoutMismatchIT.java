package io.connwake.scenarios;

import static io.connwake.scenarios.Play.CORRECTED;
import static io.connwake.scenarios.Play.FAULTY;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.trouble.KeepsTooLong;
import io.connwake.testing.ChildJvm;
import io.connwake.testing.Database;
import io.connwake.testing.Postgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that is called as an RDS Proxy is: that closes clients which are idle for 30 minutes. */
class IdleTimeoutMismatchIT {
    private static final String PROXY = "shop.proxy-abcdefghijkl.eu-central-1.rds.amazonaws.com";
    private final Database database = Postgres.shared().createDatabase("proxied");

    @TempDir
    private Path directory;

    @Test
    void a_pool_that_keeps_connections_as_long_as_their_proxy_is_found_before_anybody_is_hurt() throws IOException {
        Play play = play(FAULTY);
        assertThat(play.confirmed()).containsOnlyKeys("idle_timeout_mismatch");
        assertThat(play.advice("idle_timeout_mismatch"))
                .contains("maxLifetime=")
                .doesNotContain("spring");
    }

    @Test
    void and_one_that_keeps_them_for_less_is_not() throws IOException {
        Play play = play(CORRECTED);
        assertThat(play.confirmed()).isEqualTo(Map.of());
        play.recording().holdsContract();
    }

    private Play play(String role) throws IOException {
        Path hosts = Files.writeString(directory.resolve("hosts"), "127.0.0.1 " + PROXY + "\n");
        ChildJvm jvm = ChildJvm.ofMain(KeepsTooLong.class).property("jdk.net.hosts.file", hosts);
        String url = database.jdbcUrl().replace("127.0.0.1", PROXY);
        return Play.of(jvm, "KeepsTooLong", role, database, url);
    }
}
