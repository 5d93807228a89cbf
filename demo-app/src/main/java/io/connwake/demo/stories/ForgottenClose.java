package io.connwake.demo.stories;

import com.example.orders.OrderService;
import io.connwake.demo.recording.Finding;
import io.connwake.demo.recording.Recording;
import io.connwake.demo.stage.Customer;
import io.connwake.demo.stage.Reply;
import io.connwake.demo.stage.Service;
import io.connwake.demo.stage.Stage;
import io.connwake.demo.stage.Symptom;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every refused order costs a connection that nobody gives back; after four of them no order goes through. */
record ForgottenClose(String pool, String poolName, String waiting, List<String> settings) implements Story {
    private static final String LEAKING = "ForgetfulOrders.java";
    private static final int BURST = 4;
    private static final int REQUESTS = 3 * BURST;
    private static final Duration CUSTOMERS_PATIENCE = Duration.ofSeconds(4);
    private static final Duration OUR_PATIENCE = Duration.ofSeconds(15);

    static ForgottenClose onHikariCp() {
        return new ForgottenClose(
                "hikaricp", "HikariCP", "which waits 2 s for a connection (connectionTimeout)", List.of());
    }

    static ForgottenClose onDbcp2() {
        return new ForgottenClose(
                "dbcp2",
                "Commons DBCP 2",
                "which waits for ever (its default): nothing fails, nothing is logged",
                List.of("-Dconnwake.wait.threshold=2s"));
    }

    @Override
    public String name() {
        return "forgotten-close-" + pool;
    }

    @Override
    public Telling play(Stage stage) throws Exception {
        stage.postgres().run("drop table if exists orders, items");
        stage.postgres().run("create table items (name text primary key)");
        stage.postgres()
                .run("create table orders (id bigserial primary key, item text not null references items,"
                        + " quantity int not null check (quantity > 0))");
        stage.postgres().run("insert into items values ('lamp')");
        Played faulty = play(stage, "forgetful", "faulty");
        Played corrected = play(stage, "careful", "corrected");
        return telling(stage, faulty, corrected);
    }

    private Played play(Stage stage, String orders, String part) throws IOException, InterruptedException {
        stage.progress(name() + ": the " + part + " service");
        List<String> arguments = List.of(pool, stage.postgres().url(), orders);
        Service service = stage.start(OrderService.class, name() + "-" + part, settings, arguments);
        Symptom symptom;
        try (service) {
            symptom = traffic(service);
            if (stage.hasAgent() && !symptom.isGone()) {
                stage.progress(name() + ": waiting for Connwake's findings");
                stage.await(service, ForgottenClose::isComplete, OUR_PATIENCE);
            }
        }
        return new Played(symptom, Recording.read(service.recording()), service.recording());
    }

    private static Symptom traffic(Service service) {
        Customer customer = new Customer(service.port(), CUSTOMERS_PATIENCE);
        List<Reply> replies = new ArrayList<>(customer.inTurn(BURST, "/orders/lamp/1"));
        replies.addAll(customer.inTurn(BURST, "/orders/unicorn/1"));
        replies.addAll(customer.atOnce(BURST, "/orders/lamp/2"));
        return new Symptom(replies);
    }

    private static boolean isComplete(Recording recording) {
        return recording.confirms("leak") && recording.confirms("pool_exhausted");
    }

    private Telling telling(Stage stage, Played faulty, Played corrected) throws IOException {
        Verdict verdict = new Verdict()
                .demand(faulty.symptom.hung() > 0, "no request hung on the faulty service")
                .demand(corrected.symptom.isGone(), "the corrected service has the symptom still");
        List<Telling.Told> told = new ArrayList<>();
        if (stage.hasAgent()) {
            hold(verdict, stage, faulty, corrected);
            for (Finding finding : faulty.recording.confirmed()) {
                told.add(new Telling.Told(
                        finding, stage.sources().line(finding.site()).orElse("")));
            }
        }
        return new Telling(
                scenario(stage.hasAgent()),
                faulty.symptom.toString(),
                corrected.symptom.toString(),
                told,
                "try-with-resources, see CarefulOrders.java beside " + LEAKING,
                corrected.recording.leases() + " leases seen, "
                        + corrected.recording.confirmed().size() + " findings",
                List.of(faulty.file, corrected.file),
                verdict.complaints());
    }

    private String scenario(boolean withAgent) {
        String impatience =
                " Connwake is told not to watch a wait for 10 s before it speaks (" + String.join(" ", settings) + ").";
        return "An order service with 4 connections on " + poolName + ", " + waiting + ". An order for an unknown item"
                + " is refused, as it should be, but on that path close() was forgotten."
                + (withAgent && !settings.isEmpty() ? impatience : "");
    }

    private static void hold(Verdict verdict, Stage stage, Played faulty, Played corrected) throws IOException {
        Optional<String> place = Verdict.acquirePlace(faulty.recording, "leak", LEAKING, stage.sources());
        verdict.names(faulty.recording, "leak", place.orElse("the line of " + LEAKING + " that acquires"))
                .names(faulty.recording, "pool_exhausted", place.orElse(LEAKING))
                .silent(corrected.recording, REQUESTS);
    }

    /** What one of the two runs showed. */
    private record Played(Symptom symptom, Recording recording, Path file) {}
}
