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

/** Every refused order costs a connection that nobody gives back; after four of them no order goes through. */
record ForgottenClose(String pool, String poolName, String waiting, List<String> settings) implements Story {
    private static final String LEAKING = "ForgetfulOrders.java";
    private static final int BURST = 4;
    private static final int REQUESTS = 3 * BURST;
    private static final Duration CUSTOMERS_PATIENCE = Duration.ofSeconds(4);

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
    public int number() {
        return 7;
    }

    @Override
    public String name() {
        return "forgotten-close-" + pool;
    }

    @Override
    public String about() {
        return "a close() is forgotten on the error path (" + poolName + ")";
    }

    @Override
    public Telling play(Stage stage) throws Exception {
        ServiceHalf.prepareOrders(stage);
        Half faulty = play(stage, "forgetful", "faulty");
        Half corrected = play(stage, "careful", "corrected");
        List<Expected> expected =
                List.of(Expected.borrowing("leak", LEAKING), Expected.borrowing("pool_exhausted", LEAKING));
        String fix = "try-with-resources, see CarefulOrders.java beside " + LEAKING;
        return Comparison.of(faulty, corrected, expected, Set.of("unbounded_wait"))
                .telling(stage, scenario(stage.hasAgent()), fix, List.of(), new Verdict());
    }

    private Half play(Stage stage, String orders, String part) throws Exception {
        List<String> arguments = List.of(pool, stage.postgres().url(), orders);
        return new ServiceHalf(stage, name() + "-" + part, settings)
                .ofOrders(arguments, ForgottenClose::isComplete, ForgottenClose::traffic);
    }

    private static ServiceHalf.Seen traffic(Service service) {
        Customer customer = new Customer(service.port(), CUSTOMERS_PATIENCE);
        List<Reply> replies = new ArrayList<>(customer.inTurn(BURST, "/orders/lamp/1"));
        replies.addAll(customer.inTurn(BURST, "/orders/unicorn/1"));
        replies.addAll(customer.atOnce(BURST, "/orders/lamp/2"));
        Symptom symptom = new Symptom(replies);
        return new ServiceHalf.Seen(symptom.toString(), !symptom.isGone(), REQUESTS);
    }

    private static boolean isComplete(Recording recording) {
        return recording.confirms("leak") && recording.confirms("pool_exhausted");
    }

    private String scenario(boolean withAgent) {
        String impatience =
                " Connwake is told not to watch a wait for 10 s before it speaks (" + String.join(" ", settings) + ").";
        return "An order service with 4 connections on " + poolName + ", " + waiting + ". An order for an unknown item"
                + " is refused, as it should be, but on that path close() was forgotten."
                + (withAgent && !settings.isEmpty() ? impatience : "");
    }
}
