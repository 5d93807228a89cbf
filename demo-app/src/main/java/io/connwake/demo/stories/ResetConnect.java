package io.connwake.demo.stories;

import io.connwake.demo.recording.Recording;
import io.connwake.demo.stage.Customer;
import io.connwake.demo.stage.Reply;
import io.connwake.demo.stage.Service;
import io.connwake.demo.stage.Stage;
import io.connwake.demo.stage.Symptom;
import io.connwake.testing.Cut;
import io.connwake.testing.Relay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What is reset was never open: no pool setting, and no test of what it lends, is to blame. */
record ResetConnect() implements Story {
    private static final int REQUESTS = 4;

    @Override
    public int number() {
        return 4;
    }

    @Override
    public String name() {
        return "econnreset-connecting";
    }

    @Override
    public String about() {
        return "what is reset is the connect: nothing died of idling";
    }

    @Override
    public Telling play(Stage stage) throws Exception {
        ServiceHalf.prepareOrders(stage);
        Half faulty = play(stage, "faulty", true);
        Half corrected = play(stage, "corrected", false);
        Verdict verdict = new Verdict();
        List<Telling.Row> remarks = List.of();
        if (stage.hasAgent()) {
            verdict.demand(!faulty.recording().failedConnects().isEmpty(), "no span tells of a connect that failed");
            remarks = remarks(faulty.recording());
        }
        return Comparison.of(faulty, corrected, List.of(), Set.of())
                .telling(
                        stage,
                        "An order service on Tomcat JDBC opens its connections when they are wanted. Whatever stands"
                                + " before its server (a relay here) resets new ones. The customer's log shows the same"
                                + " ECONNRESET as after a pause, but no test before lending would help.",
                        "on the way to the server: nothing in the application has to change",
                        remarks,
                        verdict);
    }

    private static List<Telling.Row> remarks(Recording recording) {
        List<Telling.Row> remarks = new ArrayList<>();
        remarks.add(new Telling.Row(
                "no finding", "no connection died while it was idle: neither stale_connection nor poisoned_pool"));
        recording
                .failedConnects()
                .forEach((kind, count) -> remarks.add(
                        new Telling.Row("connect spans", count + " failed with connwake.connect.kind=" + kind)));
        return remarks;
    }

    private Half play(Stage stage, String part, boolean cuts) throws Exception {
        try (Relay way = Relay.to(stage.postgres().port())) {
            String url = stage.postgres().url().replace(":" + stage.postgres().port() + "/", ":" + way.port() + "/");
            return new ServiceHalf(stage, name() + "-" + part, List.of())
                    .ofOrders(
                            List.of("tomcat", url, "careful"),
                            recording -> !recording.failedConnects().isEmpty(),
                            service -> traffic(service, way, cuts));
        }
    }

    /** As long as connects are cut, and after it. */
    private static ServiceHalf.Seen traffic(Service service, Relay way, boolean cuts) {
        Customer customer = new Customer(service.port(), Duration.ofSeconds(10));
        way.cutConnects(cuts ? Cut.RESET : null);
        List<Reply> replies = new ArrayList<>(customer.inTurn(REQUESTS, "/orders/lamp/1"));
        way.cutConnects(null);
        replies.addAll(customer.inTurn(REQUESTS, "/orders/lamp/1"));
        Symptom symptom = new Symptom(replies);
        return new ServiceHalf.Seen(symptom.toString(), !symptom.isGone(), REQUESTS);
    }
}
