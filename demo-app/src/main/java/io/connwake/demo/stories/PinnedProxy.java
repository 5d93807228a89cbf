package io.connwake.demo.stories;

import com.example.orders.HabitService;
import io.connwake.demo.recording.Recording;
import io.connwake.demo.stage.Customer;
import io.connwake.demo.stage.Reply.Fate;
import io.connwake.demo.stage.Service;
import io.connwake.demo.stage.Stage;
import io.connwake.testing.PgBouncerProcess;
import io.connwake.testing.Relay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Six parts of an application behind a proxy that is there to share sessions; each leaves something in its session. A
 * PgBouncer plays RDS Proxy: with {@code pool_mode=session} it keeps a session for each client, as that does for one that
 * is pinned, and with {@code pool_mode=transaction} it shares them, as that does otherwise.
 */
record PinnedProxy() implements Story {
    private static final String KIND = "proxy_pinning";
    private static final List<String> HABITS =
            List.of("setting", "temporary_table", "advisory_lock", "schema", "isolation", "sequence");

    @Override
    public int number() {
        return 6;
    }

    @Override
    public String name() {
        return "pinned-proxy";
    }

    @Override
    public String about() {
        return "SET, a temporary table, a lock … keep a proxy from sharing its sessions";
    }

    @Override
    public Telling play(Stage stage) throws Exception {
        prepare(stage);
        boolean shares = PgBouncerProcess.installed().isPresent();
        Half faulty = play(stage, "faulty", "keeps", "session");
        Optional<Half> costly =
                shares ? Optional.of(play(stage, "costly", "disconnects", "session")) : Optional.empty();
        Half corrected = corrected(stage, shares ? "keeps" : "disconnects");
        List<Expected> pinning = List.of(new Expected(KIND, "Habits.java", "statement.execute"));
        return new Comparison(faulty, costly, pinning, corrected, pinning, Set.of())
                .telling(
                        stage,
                        shares ? withPgBouncer() : withoutPgBouncer(),
                        "what ends with the transaction, or is set for the role, see Habits.java: each ofTransaction"
                                + " beside ofSession",
                        List.of(),
                        new Verdict().demand(pins(stage, faulty.recording()), "not every habit was named as pinning"));
    }

    private static String withPgBouncer() {
        return "Six parts of an application, with a connection each, go through a proxy that is there to share the"
                + " server's sessions (a PgBouncer in the place of RDS Proxy: pool_mode=session, which is how that treats"
                + " a pinned session). One after the other each leaves something in its session. Disconnecting each"
                + " time heals in the same mode, at the price of a connect: they still pin, but not for long. The"
                + " corrected ones leave nothing, so that the proxy may share (pool_mode=transaction: a PgBouncer must"
                + " be told, RDS Proxy does it itself).";
    }

    private static String withoutPgBouncer() {
        return "Six parts of an application, with a connection each, go through a proxy; one after the other each leaves"
                + " something in its session. Here is no PgBouncer (package pgbouncer) that could share sessions: a relay"
                + " keeps one for each client, as RDS Proxy does for one that is pinned, and the corrected ones"
                + " disconnect.";
    }

    private static void prepare(Stage stage) throws Exception {
        stage.postgres().run("drop table if exists habits");
        stage.postgres().run("create table habits (id bigserial primary key, name text not null)");
        stage.postgres().run("grant all on habits, habits_id_seq to functions");
        stage.postgres().run("grant temporary on database postgres to functions");
    }

    /** What the corrected ones don't set for themselves their role has. */
    private Half corrected(Stage stage, String keeping) throws Exception {
        stage.postgres().run("alter role functions set statement_timeout = '5s'");
        stage.postgres().run("alter role functions set default_transaction_isolation = 'repeatable read'");
        try {
            return play(stage, "corrected", keeping, "transaction");
        } finally {
            stage.postgres().run("alter role functions reset all");
        }
    }

    /** Each has a line of its own, at least. */
    private static boolean pins(Stage stage, Recording recording) {
        long places = recording.confirmedPlaces().stream()
                .filter(finding -> finding.kind().equals(KIND))
                .count();
        return !stage.hasAgent() || places >= HABITS.size();
    }

    /**
     * One half.
     *
     * @param leaving what its habits end with, {@code session} or {@code transaction}; for so long the proxy keeps a session
     *     for each client
     */
    private Half play(Stage stage, String part, String keeping, String leaving) throws Exception {
        try (Way way = Way.to(stage, leaving)) {
            String url = "jdbc:postgresql://127.0.0.1:" + way.port() + "/postgres?user=functions";
            return new ServiceHalf(stage, name() + "-" + part, List.of("-Dconnwake.proxy=rds"))
                    .of(
                            HabitService.class,
                            List.of(url, keeping, leaving),
                            recording -> pins(stage, recording),
                            service -> traffic(stage, service, keeping + ", " + way.name()));
        }
    }

    private static ServiceHalf.Seen traffic(Stage stage, Service service, String how) throws Exception {
        Customer customer = new Customer(service.port(), Duration.ofSeconds(10));
        List<String> sessions = new ArrayList<>();
        long failed = 0;
        int open = 0;
        for (int i = 0; i < HABITS.size(); i++) {
            failed += customer.inTurn(1, "/habits/" + HABITS.get(i)).stream()
                    .filter(reply -> reply.fate() != Fate.ANSWERED)
                    .count();
            open = stage.postgres().openByFunctions();
            sessions.add(Integer.toString(open));
        }
        String seen = "sessions at the server after each request (" + how + "): " + String.join(", ", sessions)
                + (failed > 0 ? "; " + failed + " requests failed" : "");
        return new ServiceHalf.Seen(seen, open > 1 || failed > 0, HABITS.size());
    }

    /** A PgBouncer, or where there is none a relay. */
    private record Way(String name, int port, Runnable end) implements AutoCloseable {
        static Way to(Stage stage, String poolMode) {
            if (PgBouncerProcess.installed().isPresent()) {
                PgBouncerProcess proxy = stage.pgBouncer(Map.of("pool_mode", poolMode));
                return new Way("pool_mode=" + poolMode, proxy.port(), proxy::close);
            }
            Relay relay = Relay.to(stage.postgres().port());
            return new Way("by a relay", relay.port(), relay::close);
        }

        @Override
        public void close() {
            end.run();
        }
    }
}
