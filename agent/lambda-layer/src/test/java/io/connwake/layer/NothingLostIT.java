package io.connwake.layer;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.testing.Database;
import io.connwake.testing.Fault;
import io.connwake.testing.OtlpReceiver;
import io.connwake.testing.Postgres;
import io.connwake.testing.lambda.Environment;
import io.connwake.testing.lambda.Invoked;
import io.connwake.testing.lambda.LambdaFunction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A thousand invocations over twenty environments that time out, fail, exit, are killed and shut down, with a collector
 * that is away for a while in the middle: what it got is what the emulator, the function and the database counted.
 */
@Order(1)
@Timeout(600)
class NothingLostIT {
    private static final int ENVIRONMENTS = 20;
    private static final int EACH = 50;
    private static final int AT_ONCE = 2;

    private final OtlpReceiver receiver = OtlpReceiver.start();
    private final Database database = Postgres.shared().createDatabase("lost");
    private final ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE);
    private final List<Environment> environments = new ArrayList<>();
    private final List<Books> books = new ArrayList<>();

    @AfterEach
    void end() {
        environments.forEach(Environment::close);
        callers.shutdownNow();
        receiver.close();
    }

    @Test
    void what_the_receiver_got_is_what_happened_or_the_loss_is_told() {
        start();
        invoke(0, 15);
        receiver.refuse();
        invoke(15, 22);
        receiver.heal();
        receiver.fail(Fault.status(503));
        invoke(22, 29);
        receiver.fail(Fault.hang());
        invoke(29, 35);
        receiver.heal();
        receiver.release();
        invoke(35, EACH);
        for (int i = 0; i < ENVIRONMENTS; i++) {
            end(i);
        }
        assertThat(books.stream().mapToInt(Books::invocations).sum()).isEqualTo(ENVIRONMENTS * EACH);
        Balance balance = new Balance(receiver.telemetry(), database.sessions());
        for (int i = 0; i < ENVIRONMENTS; i++) {
            balance.of(books.get(i), environments.get(i));
        }
        assertThat(balance.differences()).isEmpty();
        assertThat(balance.received())
                .as("invocations told of, those of killed processes left out")
                .isGreaterThan(ENVIRONMENTS * EACH * 3 / 4);
    }

    private void start() {
        List<CompletableFuture<Environment>> starting = new ArrayList<>();
        for (int i = 0; i < ENVIRONMENTS; i++) {
            LambdaFunction function = function(i < ENVIRONMENTS / 2 ? "always" : "auto");
            starting.add(CompletableFuture.supplyAsync(() -> Environment.start(function), callers));
            books.add(new Books());
        }
        for (CompletableFuture<Environment> each : starting) {
            environments.add(each.join());
        }
    }

    /** The invocations of these numbers, in each environment one after the other. */
    private void invoke(int from, int to) {
        List<CompletableFuture<Void>> all = IntStream.range(0, ENVIRONMENTS)
                .mapToObj(i -> CompletableFuture.runAsync(() -> invoke(i, from, to), callers))
                .toList();
        all.forEach(CompletableFuture::join);
    }

    private void invoke(int environment, int from, int to) {
        for (int number = from; number < to; number++) {
            String order = order(environment % 10, number);
            Invoked invoked = environments.get(environment).invoke('"' + order + '"');
            books.get(environment).note(order, invoked);
        }
    }

    /** The fifth of each ten is killed without a word; one after the other, for each has but a moment. */
    private void end(int environment) {
        if (environment % 10 == 5) {
            environments.get(environment).kill();
            books.get(environment).killed();
        } else {
            environments.get(environment).shutDown();
        }
    }

    private static String order(int character, int number) {
        if (character == 1 && (number == 12 || number == 40)) {
            return "sleep";
        } else if (character == 2 && (number == 20 || number == 38)) {
            return "exit";
        } else if (character == 3 && number == 33) {
            return "halt";
        } else if (character == 4 && number == 5) {
            return "leave open";
        }
        return switch (number % 10) {
            case 3 -> "fail";
            case 5 -> "fail late";
            case 7 -> "own connection";
            case 9 -> "nothing";
            default -> "ask";
        };
    }

    private LambdaFunction function(String mode) {
        return Functions.NEWEST
                .layered("OrderHandler")
                .timeout(Duration.ofSeconds(12))
                .terminationBudget(Duration.ofSeconds(5))
                .environment("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint())
                .environment("CONNWAKE_LAMBDA_FLUSH", mode)
                .environment("CONNWAKE_SPANS_BUDGET", "10000")
                .environment("DB_URL", database.jdbcUrl() + "?assumeMinServerVersion=9.0&ApplicationName=@instance")
                .environment("DB_USER", database.user())
                .environment("DB_PASSWORD", database.password());
    }
}
