package io.connwake.demo.stories;

import com.example.functions.Careful;
import com.example.functions.TestedPool;
import com.example.functions.UntestedPool;
import io.connwake.demo.stage.Calls;
import io.connwake.demo.stage.Deployment;
import io.connwake.demo.stage.Environments;
import io.connwake.demo.stage.Stage;
import io.connwake.testing.Cut;
import io.connwake.testing.Relay;
import io.connwake.testing.lambda.SuspendedClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A function is called again after a pause in which its connection was given up, by a firewall that says nothing or by the
 * server.
 *
 * @param pause between the calls before
 */
record IdleDeath(
        String name,
        String about,
        String scenario,
        Deployment faulty,
        Deployment corrected,
        boolean behindFirewall,
        Duration pause,
        List<Expected> expected,
        Set<String> alsoPossible,
        String fix)
        implements Story {
    private static final int CALLS = 3;
    private static final Duration FIREWALL = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final String SERVERS_LIMIT = "?options=-c%20idle_session_timeout=2500";

    static IdleDeath onTomcat() {
        return new IdleDeath(
                "econnreset-tomcat",
                "idle for too long over a freeze; the pool tests nothing (Tomcat JDBC)",
                "A function on AWS Lambda (emulated) keeps one connection in a Tomcat JDBC pool, which by default tests"
                        + " nothing that it lends. A firewall (a relay here) resets what has been idle for two seconds;"
                        + " the environment is frozen for longer.",
                Deployment.of(UntestedPool.class),
                Deployment.of(TestedPool.class),
                true,
                Duration.ofMillis(1_300),
                List.of(Expected.borrowing("stale_connection", "UntestedPool.java")),
                Set.of("poisoned_pool"),
                "let the pool test what it lends (testOnBorrow=true), see TestedPool.java beside UntestedPool.java");
    }

    static IdleDeath onHikariCp() {
        return new IdleDeath(
                "econnreset-hikaricp",
                "the pool tests, but its clock stood still in the freeze (HikariCP)",
                "The same on HikariCP, which tests what it lends, but not what was used in the last 500 ms; and on"
                        + " Lambda its clock may stand still while the environment is frozen (here a library sees to"
                        + " that). Its server ends what has been idle for 2.5 s.",
                Deployment.of(Careful.class).withSuspendedClock(),
                Deployment.of(Careful.class).withSuspendedClock().with("-Dcom.zaxxer.hikari.aliveBypassWindowMs=0"),
                false,
                Duration.ofMillis(1_600),
                List.of(
                        Expected.borrowing("validation_gap", "Careful.java"),
                        Expected.borrowing("stale_connection", "Careful.java")),
                Set.of(),
                "-Dcom.zaxxer.hikari.aliveBypassWindowMs=0 for the function's JVM: every lease is tested");
    }

    @Override
    public int number() {
        return 4;
    }

    @Override
    public Optional<String> lacks() {
        return faulty.clockStandsStill() && !SuspendedClock.isAvailable()
                ? Optional.of("a C compiler (cc), for a clock that stands still: package gcc")
                : Optional.empty();
    }

    @Override
    public Telling play(Stage stage) throws Exception {
        Verdict verdict = new Verdict();
        Half before = play(stage, faulty, "faulty", verdict);
        Half after = play(stage, corrected, "corrected", verdict);
        return Comparison.of(before, after, expected, alsoPossible).telling(stage, scenario, fix, List.of(), verdict);
    }

    /** A half whose connection nobody gave up has not met the fault, and proves nothing. */
    private Half play(Stage stage, Deployment function, String part, Verdict verdict) throws Exception {
        stage.progress(name + ": the " + part + " function");
        try (Relay firewall = Relay.to(stage.postgres().port()).idleLimit(FIREWALL, Cut.RESET);
                Environments one = stage.deploy(function.at(url(stage, firewall)), name + "-" + part)) {
            one.scaleOut(1);
            call(stage, one, pause);
            stage.progress(name + ": frozen, until the connection is given up");
            boolean gone = stage.await(
                    () -> firewall.links().isEmpty() && stage.postgres().openByFunctions() == 0, PATIENCE);
            verdict.demand(gone, "nobody gave up the connection of the " + part + " function");
            one.stayFrozen(Duration.ofMillis(300));
            Calls after = call(stage, one, Duration.ZERO);
            String seen =
                    CALLS + " calls before the pause, " + CALLS + " after it: of these " + after.failed() + " failed";
            return new Half(seen, after.failed() > 0, CALLS, one.end(), one.recordings());
        }
    }

    private static Calls call(Stage stage, Environments one, Duration pause) throws InterruptedException {
        Calls made = Calls.none(stage.postgres().room());
        for (int i = 0; i < CALLS; i++) {
            one.stayFrozen(i == 0 ? Duration.ZERO : pause);
            made = made.and(one.call());
        }
        return made;
    }

    private String url(Stage stage, Relay firewall) {
        return behindFirewall
                ? "jdbc:postgresql://127.0.0.1:" + firewall.port() + "/postgres"
                : stage.postgres().functionsUrl() + SERVERS_LIMIT;
    }
}
