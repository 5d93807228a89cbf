package io.connwake.demo.stories;

import com.example.orders.OrderService;
import io.connwake.demo.recording.Recording;
import io.connwake.demo.stage.Service;
import io.connwake.demo.stage.Stage;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** Plays one half of a story on a service in a JVM of its own. */
final class ServiceHalf {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Stage stage;
    private final String name;
    private final List<String> settings;

    /** Its recording bears the name. */
    ServiceHalf(Stage stage, String name, List<String> settings) {
        this.stage = stage;
        this.name = name;
        this.settings = settings;
    }

    /** What happens while the service runs. */
    interface Traffic {
        Seen with(Service service) throws Exception;
    }

    /** As in {@link Half}. */
    record Seen(String seen, boolean hurts, int uses) {}

    /** The tables of the order service, which knows one item. */
    static void prepareOrders(Stage stage) throws SQLException {
        prepareOrders(stage, "public");
    }

    static void prepareOrders(Stage stage, String schema) throws SQLException {
        stage.postgres()
                .run("set search_path = " + schema + "; drop table if exists orders, items;"
                        + " create table items (name text primary key);"
                        + " create table orders (id bigserial primary key, item text not null references items,"
                        + " quantity int not null check (quantity > 0));"
                        + " insert into items values ('lamp')");
    }

    Half ofOrders(List<String> arguments, Predicate<Recording> complete, Traffic traffic) throws Exception {
        return of(OrderService.class, arguments, complete, traffic);
    }

    /** Where it hurts, the agent is given time until its recording is complete. */
    Half of(Class<?> main, List<String> arguments, Predicate<Recording> complete, Traffic traffic) throws Exception {
        stage.progress(name);
        Service service = stage.start(main, name, settings, arguments);
        Seen seen;
        try (service) {
            seen = traffic.with(service);
            if (stage.hasAgent() && seen.hurts) {
                stage.progress(name + ": waiting for Connwake's findings");
                stage.await(service, complete, PATIENCE);
            }
        }
        return new Half(seen.seen, seen.hurts, seen.uses, Recording.read(service.recording()), service.recording());
    }
}
