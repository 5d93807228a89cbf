package io.connwake.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.Watchful;
import io.connwake.testing.ChildJvm;
import io.connwake.testing.Exit;
import io.connwake.testing.Jdk;
import io.connwake.testing.Telemetry;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No method of a data source, connection, statement or result set is called but by the application. */
@EachJdk
class ObservingIT {
    private static final int BORROWS = 5;

    private final Jdk jdk;

    @TempDir
    private Path directory;

    ObservingIT(Jdk jdk) {
        this.jdk = jdk;
    }

    @Test
    void nothing_is_called_on_what_is_traced() {
        Exit plain = ChildJvm.ofMain(Watchful.class)
                .on(jdk)
                .classPath(Library.classPath(Library.H2))
                .run();
        Trial trial = Trial.of(Watchful.class, jdk, directory, Library.H2).setting("leak.threshold", "1s");
        Exit exit = trial.run();

        assertThat(exit.out()).isEqualTo(plain.out()).contains("PreparedStatement.executeQuery");
        assertThat(exit.err().lines())
                .allMatch(line -> line.startsWith("connwake: leak at com.example.Watchful.forget("));
        Telemetry seen = trial.recorded();
        assertThat(seen.spansNamed("lease ")).hasSize(BORROWS);
        assertThat(seen.sum("connwake.agent.errors")).isZero();
    }
}
