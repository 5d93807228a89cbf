package io.connwake.testing;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** A PgBouncer on the loopback address before a PostgreSQL; where none is installed, the test is reported as skipped. */
public final class PgBouncer implements AutoCloseable {
    private final PgBouncerProcess process;

    private PgBouncer(PgBouncerProcess process) {
        this.process = process;
    }

    /** With settings of its section {@code [pgbouncer]}, for example {@code client_idle_timeout}. */
    public static PgBouncer before(Postgres server, Map<String, String> settings) {
        Assumptions.assumeTrue(
                PgBouncerProcess.installed().isPresent(), "no PgBouncer here: install the package pgbouncer");
        Map<String, String> all = new LinkedHashMap<>();
        all.put("auth_type", "scram-sha-256");
        all.putAll(settings);
        return new PgBouncer(PgBouncerProcess.start(
                "* = host=127.0.0.1 port=" + server.port(),
                '"' + server.user() + "\" \"" + server.password() + "\"\n",
                all));
    }

    /** The way to a database through it. */
    public String jdbcUrl(Database database) {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database.name();
    }

    public int port() {
        return process.port();
    }

    @Override
    public void close() {
        process.close();
    }
}
