package io.connwake.demo.stories;

import io.connwake.demo.recording.Recording;
import io.connwake.demo.stage.Customer;
import io.connwake.demo.stage.Service;
import io.connwake.demo.stage.Stage;
import io.connwake.demo.stage.Symptom;
import io.connwake.testing.Cut;
import io.connwake.testing.Link;
import io.connwake.testing.Relay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A pool is built anew at each change of the configuration, and the one before is forgotten with its connections. */
record ReplacedPool() implements Story {
    private static final String ORPHANED = "orphaned_connections";
    private static final int RELOADS = 3;
    private static final int POOL = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    @Override
    public int number() {
        return 4;
    }

    @Override
    public String name() {
        return "econnreset-orphan";
    }

    @Override
    public String about() {
        return "what is reset belongs to a pool that was replaced and never closed";
    }

    @Override
    public Telling play(Stage stage) throws Exception {
        ServiceHalf.prepareOrders(stage);
        Half faulty = play(stage, "forgetting-pools", "faulty", POOL);
        Half corrected = play(stage, "closing-pools", "corrected", 0);
        return Comparison.of(
                        faulty,
                        corrected,
                        List.of(new Expected(ORPHANED, "Pools.java", "new HikariDataSource")),
                        Set.of())
                .telling(
                        stage,
                        "An order service builds its pool of four anew whenever its configuration changes, and forgets"
                                + " the old one. Its connections stay open until somebody resets them, as a relay does"
                                + " here in the end. No request fails of such an ECONNRESET, and no timeout of the pool"
                                + " in use cures it.",
                        "close the pool before its successor lends, see ReloadingOrders.java",
                        List.of(),
                        new Verdict());
    }

    /** More are likely to be open after each reload. */
    private Half play(Stage stage, String orders, String part, int more) throws Exception {
        String application = "replaced-" + part;
        try (Relay way = Relay.to(stage.postgres().port())) {
            String url = stage.postgres()
                    .url(application)
                    .replace(":" + stage.postgres().port() + "/", ":" + way.port() + "/");
            return new ServiceHalf(stage, name() + "-" + part, List.of())
                    .ofOrders(
                            List.of("hikaricp", url, orders),
                            ReplacedPool::isTold,
                            service -> traffic(stage, service, way, application, more));
        }
    }

    private static ServiceHalf.Seen traffic(Stage stage, Service service, Relay way, String application, int more)
            throws Exception {
        Customer customer = new Customer(service.port(), Duration.ofSeconds(10));
        List<Integer> sessions = new ArrayList<>();
        Set<Link> replaced = new HashSet<>();
        for (int i = 0; i <= RELOADS; i++) {
            if (i > 0) {
                replaced.addAll(way.links());
                customer.inTurn(1, "/settings");
            }
            customer.inTurn(1, "/orders/lamp/1");
            sessions.add(sessions(stage, way, application, POOL + i * more));
        }
        boolean forgets = sessions.get(RELOADS) > POOL;
        if (forgets && stage.hasAgent()) {
            stage.await(service, ReplacedPool::isTold, PATIENCE); // while they are open
        }
        replaced.retainAll(way.links());
        replaced.forEach(link -> link.cut(Cut.RESET));
        Symptom after = new Symptom(customer.inTurn(POOL, "/orders/lamp/1"));
        return new ServiceHalf.Seen(
                seen(sessions, replaced.size(), after), forgets || !after.isGone(), RELOADS + 1 + POOL);
    }

    private static String seen(List<Integer> sessions, int reset, Symptom after) {
        return "sessions at the server, first and after each of " + RELOADS + " reloads: "
                + sessions.stream().map(String::valueOf).collect(Collectors.joining(", "))
                + (reset == 0
                        ? "; none of a replaced pool is left to be reset"
                        : "; " + reset + " of replaced pools are reset")
                + ", then " + after;
    }

    private static boolean isTold(Recording recording) {
        return recording.confirms(ORPHANED);
    }

    /** As soon as there are as many as one would think, else what there is when patience ends. */
    private static int sessions(Stage stage, Relay way, String application, int likely) throws Exception {
        stage.await(
                () -> stage.postgres().openBy(application) == likely
                        && way.links().size() == likely,
                PATIENCE);
        return stage.postgres().openBy(application);
    }
}
