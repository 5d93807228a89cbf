package io.connwake.demo.stories;

import io.connwake.demo.recording.Recording;
import io.connwake.demo.stage.Customer;
import io.connwake.demo.stage.Reply;
import io.connwake.demo.stage.Service;
import io.connwake.demo.stage.Stage;
import io.connwake.demo.stage.Symptom;
import io.connwake.testing.PgBouncerProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * A pool keeps its connections for longer than what it is connected to; who comes in between gets a dead one.
 *
 * @param pool the beginning of the names of its pools, see {@code Pools}
 */
record TwoTimeouts(String pool, String library, Giver giver, String keeping, String fix) implements Story {
    /** Who gives up what is idle. */
    private enum Giver {
        SERVER("server", "the server (PostgreSQL's idle_session_timeout here, wait_timeout of MariaDB elsewhere)"),
        PROXY(
                "proxy",
                "the proxy before its server (a PgBouncer's client_idle_timeout here, half an hour of RDS Proxy"
                        + " elsewhere)"),
        SERVER_FOR_PROXY(
                "server",
                "the server (here is no PgBouncer, package pgbouncer, that would do it before; PostgreSQL's"
                        + " idle_session_timeout in its place)");

        private final String name;
        private final String words;

        Giver(String name, String words) {
            this.name = name;
            this.words = words;
        }
    }

    private static final String MISMATCH = "idle_timeout_mismatch";
    private static final String MET = "stale_connection";
    private static final int QUIET = 4;
    private static final int ROUNDS = 2;
    private static final long PAUSE_MILLIS = 2_100;
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    static TwoTimeouts onTomcat() {
        boolean isProxied = PgBouncerProcess.installed().isPresent();
        return new TwoTimeouts(
                "tomcat",
                "Tomcat JDBC",
                isProxied ? Giver.PROXY : Giver.SERVER_FOR_PROXY,
                "keeps idle connections for a minute",
                "a shorter minEvictableIdleTimeMillis than the limit beyond it, see Pools.brisk");
    }

    static TwoTimeouts onAgroal() {
        return new TwoTimeouts(
                "agroal",
                "Agroal",
                Giver.SERVER,
                "keeps idle connections for ever",
                "a shorter reapTimeout than the server's limit, see agroal-brisk in Pools");
    }

    @Override
    public int number() {
        return 5;
    }

    @Override
    public String name() {
        return "two-timeouts-" + pool;
    }

    @Override
    public String about() {
        return "the pool keeps connections for longer than the " + giver.name + " (" + library + ")";
    }

    @Override
    public Telling play(Stage stage) throws Exception {
        ServiceHalf.prepareOrders(stage);
        stage.postgres().run("grant all on orders, orders_id_seq, items to functions");
        Half faulty = play(stage, pool + "-patient", "faulty");
        Half corrected = play(stage, pool + "-brisk", "corrected");
        return Comparison.of(
                        faulty,
                        corrected,
                        List.of(Expected.nowhere(MISMATCH), Expected.borrowing(MET, "CarefulOrders.java")),
                        Set.of("poisoned_pool"))
                .telling(
                        stage,
                        "An order service on " + library + " " + keeping
                                + " and looks every 3.5 seconds whether they live; " + giver.words
                                + " ends them after three. First it is quiet: the pool itself finds a dead one, and"
                                + " nobody is hurt yet. Then customers come, each at a bad moment. (HikariCP tests what"
                                + " it lends, and hides all this.)",
                        fix,
                        List.of(),
                        new Verdict());
    }

    private Half play(Stage stage, String poolName, String part) throws Exception {
        try (Way way = giver == Giver.PROXY ? Way.byProxy(stage) : Way.straight(stage)) {
            return new ServiceHalf(stage, name() + "-" + part, List.of())
                    .ofOrders(
                            List.of(poolName, way.url(), "careful"),
                            recording -> recording.confirms(MISMATCH) && recording.confirms(MET),
                            service -> traffic(stage, service, way, part.equals("faulty")));
        }
    }

    private ServiceHalf.Seen traffic(Stage stage, Service service, Way way, boolean disagrees) throws Exception {
        Customer customer = new Customer(service.port(), Duration.ofSeconds(10));
        List<Reply> replies = new ArrayList<>();
        for (int i = 0; i < QUIET; i++) {
            Thread.sleep(i == 0 ? 0 : PAUSE_MILLIS); // as long as nobody wants anything
            replies.addAll(customer.inTurn(1, "/orders/lamp/1"));
        }
        if (disagrees && stage.hasAgent()) {
            stage.progress(name() + ": nobody comes, until Connwake speaks");
            stage.await(service, TwoTimeouts::isForeseen, PATIENCE);
        }
        for (int i = 0; i < ROUNDS; i++) {
            replies.addAll(customer.inTurn(1, "/orders/lamp/1"));
            stage.await(() -> way.open().call() == 0, PATIENCE);
            replies.addAll(customer.inTurn(1, "/orders/lamp/1"));
        }
        Symptom symptom = new Symptom(replies);
        return new ServiceHalf.Seen(symptom.toString(), !symptom.isGone(), QUIET + ROUNDS);
    }

    private static boolean isForeseen(Recording recording) {
        return recording.confirms(MISMATCH);
    }

    /**
     * To a database, where what is idle for three seconds is given up.
     *
     * @param open how many connections are not given up
     */
    private record Way(String url, Callable<Integer> open, Runnable end) implements AutoCloseable {
        static Way straight(Stage stage) {
            String url = url(stage.postgres().port()) + "&options=-c%20idle_session_timeout=3000";
            return new Way(url, stage.postgres()::openByFunctions, () -> {});
        }

        /** Statements that are prepared in a session can't be shared, so none are. */
        static Way byProxy(Stage stage) {
            PgBouncerProcess proxy = stage.pgBouncer(Map.of("pool_mode", "transaction", "client_idle_timeout", "3"));
            return new Way(url(proxy.port()) + "&prepareThreshold=0", proxy::clients, proxy::close);
        }

        private static String url(int port) {
            return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=functions";
        }

        @Override
        public void close() {
            end.run();
        }
    }
}
