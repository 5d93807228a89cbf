package io.connwake.demo.stories;

import io.connwake.demo.stage.Customer;
import io.connwake.demo.stage.Reply.Fate;
import io.connwake.demo.stage.Service;
import io.connwake.demo.stage.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** A customer is told that the order is taken, and its pool rolls it back. */
record UncommittedWork() implements Story {
    private static final int ORDERS = 12;

    @Override
    public int number() {
        return 7;
    }

    @Override
    public String name() {
        return "uncommitted-work";
    }

    @Override
    public String about() {
        return "orders are taken and never committed";
    }

    @Override
    public Telling play(Stage stage) throws Exception {
        Half faulty = play(stage, "uncommitted", "faulty");
        Half corrected = play(stage, "committed", "corrected");
        return Comparison.of(
                        faulty,
                        corrected,
                        List.of(Expected.borrowing("transaction_left_open", "UncommittedOrders.java")),
                        Set.of())
                .telling(
                        stage,
                        "An order service switches auto-commit off, inserts the order, answers, and gives the connection"
                                + " back. HikariCP rolls back what is left open then: nothing fails, nothing is logged.",
                        "commit, see CommittedOrders.java beside UncommittedOrders.java",
                        List.of(),
                        new Verdict());
    }

    private Half play(Stage stage, String orders, String part) throws Exception {
        ServiceHalf.prepareOrders(stage);
        List<String> arguments = List.of("hikaricp", stage.postgres().url(), orders);
        return new ServiceHalf(stage, name() + "-" + part, List.of())
                .ofOrders(
                        arguments,
                        recording -> recording.confirms("transaction_left_open"),
                        service -> traffic(stage, service));
    }

    private static ServiceHalf.Seen traffic(Stage stage, Service service) throws Exception {
        long taken = new Customer(service.port(), Duration.ofSeconds(10))
                .inTurn(ORDERS, "/orders/lamp/1").stream()
                        .filter(reply -> reply.fate() == Fate.ANSWERED)
                        .count();
        int stored = stage.postgres().count("select count(*) from orders");
        String seen = taken + " orders confirmed to customers, " + stored + " of them in the database";
        return new ServiceHalf.Seen(seen, stored < taken, ORDERS);
    }
}
