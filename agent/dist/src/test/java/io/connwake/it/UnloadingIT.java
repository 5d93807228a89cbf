package io.connwake.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.Redeploys;
import io.connwake.testing.Exit;
import io.connwake.testing.Jdk;
import io.connwake.testing.Telemetry;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Order(1)
@EachJdk
class UnloadingIT {
    private static final int OFTEN = 200;
    private static final int LESS_OFTEN = 40;

    private final Jdk jdk;

    @TempDir
    private Path directory;

    UnloadingIT(Jdk jdk) {
        this.jdk = jdk;
    }

    @Test
    void an_application_that_was_dropped_is_collected() {
        Telemetry seen = redeploy(OFTEN, "tidy");

        assertThat(seen.histogramCount("db.client.connection.use_time")).isEqualTo(OFTEN);
        assertThat(seen.findings()).isEmpty();
    }

    @Test
    void an_application_that_was_dropped_with_a_leaked_connection_is_collected() {
        Telemetry seen = redeploy(LESS_OFTEN, "leaky");

        assertThat(seen.histogramCount("db.client.connection.wait_time")).isEqualTo(2 * LESS_OFTEN);
        assertThat(seen.sum("connwake.lease.leaked")).isPositive();
    }

    private Telemetry redeploy(int times, String how) {
        Trial trial = Trial.of(Redeploys.class, jdk, directory)
                .option("-Xmx256m")
                .option("-XX:+UseSerialGC")
                // verifying the same classes 200 times over is half of the work, and other tests verify them
                .option("-XX:+UnlockDiagnosticVMOptions")
                .option("-XX:-BytecodeVerificationRemote")
                .arguments(Integer.toString(times), how, applicationClassPath());
        Exit exit = trial.run();

        assertThat(exit.err().lines())
                .allMatch(line -> line.startsWith("connwake: leak at com.example.Deployed.work("));
        assertThat(exit.out()).isEqualTo(times + " of " + times + " collected\n");
        Telemetry seen = trial.recorded();
        assertThat(seen.sum("connwake.agent.errors")).isZero();
        return seen;
    }

    private static String applicationClassPath() {
        return Arrays.stream(Library.classPath(Library.HIKARI_7, Library.H2))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }
}
