package io.connwake.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.testing.Database;
import io.connwake.testing.LogSeen;
import io.connwake.testing.Recording;
import io.connwake.testing.lambda.Environment;
import io.connwake.testing.lambda.Invoked;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** An environment with a database and a recording of its own. */
record FrozenFunction(Environment environment, Database database, Path recording) {
    /** The option with which HikariCP tests each connection that it lends. */
    static final String ALWAYS_TESTS = "-Dcom.zaxxer.hikari.aliveBypassWindowMs=0";

    private static final String CONFIRMED = "confirmed";

    Invoked invoke(String order) {
        return environment.invoke(order);
    }

    /** By the server, which is not told why. */
    void endSessions() {
        database.openSessions().forEach(database::endSession);
        database.awaitSessionsOpen(0);
    }

    /** The kinds of findings that were ever confirmed. */
    Set<String> confirmed() {
        Set<String> kinds = new TreeSet<>();
        for (LogSeen finding : read().telemetry().findings()) {
            if (CONFIRMED.equals(finding.attribute("connwake.finding.state"))) {
                kinds.add(String.valueOf(finding.attribute("connwake.finding.kind")));
            }
        }
        return kinds;
    }

    String body(String kind) {
        return last(kind).body();
    }

    /** What the last record of a confirmed finding says: {@code site}, {@code advice}. */
    String text(String kind, String attribute) {
        return String.valueOf(last(kind).attribute("connwake.finding." + attribute));
    }

    void hasNothingToTell() {
        assertThat(confirmed()).as("%s", recording.getFileName()).isEmpty();
        assertThat(read().telemetry().spansNamed("lease ")).isNotEmpty();
        read().holdsContract();
    }

    private LogSeen last(String kind) {
        List<LogSeen> all = read().telemetry().findings(kind, CONFIRMED);
        assertThat(all).as("%s in %s", kind, recording.getFileName()).isNotEmpty();
        return all.get(all.size() - 1);
    }

    private Recording read() {
        return Recording.read(recording);
    }
}
