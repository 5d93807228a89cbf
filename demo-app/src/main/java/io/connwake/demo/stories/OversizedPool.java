package io.connwake.demo.stories;

import com.example.orders.OrderService;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A service that keeps ten connections for one customer at a time; less than a minute of it proves nothing. */
final class OversizedPool implements Story {
    private static final String SCHEMA = "oversized";
    private static final Duration MINUTE = Duration.ofSeconds(63);
    private static final int ENOUGH = 220;
    private static final int ENOUGH_SESSIONS = 2;
    private static final long BETWEEN_NANOS = 150_000_000;

    private @Nullable Run faulty;
    private @Nullable Run corrected;

    @Override
    public int number() {
        return 1;
    }

    @Override
    public String name() {
        return "oversized-pool";
    }

    @Override
    public String about() {
        return "a service keeps ten connections and needs one (takes a minute)";
    }

    @Override
    public void begin(Stage stage) throws Exception {
        stage.progress(name() + ": both services begin, and go on for a minute");
        stage.postgres().run("create schema if not exists " + SCHEMA);
        ServiceHalf.prepareOrders(stage, SCHEMA);
        faulty = Run.of(stage, name() + "-faulty", "hikaricp-of-ten");
        corrected = Run.of(stage, name() + "-corrected", "hikaricp-of-two");
    }

    @Override
    public Telling play(Stage stage) throws Exception {
        stage.progress(name() + ": waiting until its minute is over");
        Half before = half(stage, faulty);
        Half after = half(stage, corrected);
        return Comparison.of(before, after, List.of(Expected.nowhere("oversized_pool")), Set.of())
                .telling(
                        stage,
                        "An order service keeps a pool of ten, its library's default. For a minute one customer after"
                                + " the other comes; the server has a session for each of the ten all the time.",
                        "a pool of two",
                        List.of(),
                        new Verdict());
    }

    private static Half half(Stage stage, @Nullable Run run) throws Exception {
        if (run == null) {
            throw new IllegalStateException("it was not begun");
        }
        return run.half(stage);
    }

    /** A service, and customers who come while other stories are told. */
    private record Run(String name, Service service, CompletableFuture<List<Reply>> customers) {
        static Run of(Stage stage, String name, String pool) throws Exception {
            String url = stage.postgres().url(name) + "&currentSchema=" + SCHEMA;
            Service service = stage.start(OrderService.class, name, List.of(), List.of(pool, url, "careful"));
            return new Run(name, service, CompletableFuture.supplyAsync(() -> come(service), Run::beside));
        }

        private static void beside(Runnable work) {
            Thread thread = new Thread(work, "customers");
            thread.setDaemon(true);
            thread.start();
        }

        private static List<Reply> come(Service service) {
            Customer customer = new Customer(service.port(), Duration.ofSeconds(10));
            List<Reply> replies = new ArrayList<>();
            long startNanos = System.nanoTime();
            while (System.nanoTime() - startNanos < MINUTE.toNanos() || replies.size() < ENOUGH) {
                replies.addAll(customer.inTurn(1, "/orders/lamp/1"));
                LockSupport.parkNanos(BETWEEN_NANOS);
            }
            return replies;
        }

        /** Ends the service when the minute is over. */
        Half half(Stage stage) throws Exception {
            List<Reply> replies = customers.join();
            int open = stage.postgres().openBy(name);
            service.close();
            Symptom symptom = new Symptom(replies);
            return new Half(
                    open + " sessions at the server for one customer at a time; " + symptom,
                    open > ENOUGH_SESSIONS,
                    replies.size(),
                    Recording.read(service.recording()),
                    service.recording());
        }
    }
}
