package io.connwake.demo.stories;

import io.connwake.demo.recording.Recording;
import io.connwake.demo.stage.Customer;
import io.connwake.demo.stage.Reply;
import io.connwake.demo.stage.Service;
import io.connwake.demo.stage.Stage;
import io.connwake.demo.stage.Symptom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The pool keeps what is idle for a minute, its server for three seconds; who comes in between gets a dead connection. */
record TwoTimeouts() implements Story {
    private static final String MISMATCH = "idle_timeout_mismatch";
    private static final String MET = "stale_connection";
    private static final String SERVERS_LIMIT = "&options=-c%20idle_session_timeout=3000";
    private static final int QUIET = 4;
    private static final int ROUNDS = 2;
    private static final long PAUSE_MILLIS = 2_100;
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    @Override
    public int number() {
        return 5;
    }

    @Override
    public String name() {
        return "two-timeouts";
    }

    @Override
    public String about() {
        return "the pool keeps connections for longer than the server (Tomcat JDBC)";
    }

    @Override
    public Telling play(Stage stage) throws Exception {
        ServiceHalf.prepareOrders(stage);
        Half faulty = play(stage, "tomcat-patient", "faulty");
        Half corrected = play(stage, "tomcat-brisk", "corrected");
        return Comparison.of(
                        faulty,
                        corrected,
                        List.of(Expected.nowhere(MISMATCH), Expected.borrowing(MET, "CarefulOrders.java")),
                        Set.of("poisoned_pool"))
                .telling(
                        stage,
                        "An order service on Tomcat JDBC keeps idle connections for a minute and looks every 3.5"
                                + " seconds whether they live; the server (PostgreSQL's idle_session_timeout here,"
                                + " wait_timeout of MariaDB elsewhere) ends them after three. First it is quiet: the pool"
                                + " itself finds a dead one, and nobody is hurt yet. Then customers come, each at a bad"
                                + " moment. (HikariCP tests what it lends, and hides all this.)",
                        "a shorter minEvictableIdleTimeMillis than the server's limit, see Pools.brisk",
                        List.of(),
                        new Verdict());
    }

    private Half play(Stage stage, String pool, String part) throws Exception {
        String application = "timeouts-" + part;
        String url = stage.postgres().url(application) + SERVERS_LIMIT;
        return new ServiceHalf(stage, name() + "-" + part, List.of())
                .ofOrders(
                        List.of(pool, url, "careful"),
                        recording -> recording.confirms(MISMATCH) && recording.confirms(MET),
                        service -> traffic(stage, service, application, part.equals("faulty")));
    }

    private ServiceHalf.Seen traffic(Stage stage, Service service, String application, boolean disagrees)
            throws Exception {
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
            stage.await(() -> stage.postgres().openBy(application) == 0, PATIENCE);
            replies.addAll(customer.inTurn(1, "/orders/lamp/1"));
        }
        Symptom symptom = new Symptom(replies);
        return new ServiceHalf.Seen(symptom.toString(), !symptom.isGone(), QUIET + ROUNDS);
    }

    private static boolean isForeseen(Recording recording) {
        return recording.confirms(MISMATCH);
    }
}
