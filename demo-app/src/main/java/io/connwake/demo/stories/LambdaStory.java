package io.connwake.demo.stories;

import com.example.functions.Careful;
import com.example.functions.ConnectInHandler;
import com.example.functions.LeftOpen;
import com.example.functions.PoolInHandler;
import com.example.functions.PoolOfTen;
import io.connwake.demo.stage.Calls;
import io.connwake.demo.stage.Deployment;
import io.connwake.demo.stage.Environments;
import io.connwake.demo.stage.Stage;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A function that costs its server more connections than it needs, and {@link Careful}, which keeps one for each
 * environment. All environments are called at the same time, and are frozen in between.
 *
 * @param cure a function that needs fewer at another price
 * @param latecomers environments that are started for the last two rounds
 * @param burst calls of each environment in a round, one after the other; then it is frozen
 * @param kinds the findings that it must have, each at the line that borrows
 */
record LambdaStory(
        int number,
        String name,
        String about,
        String scenario,
        Class<?> function,
        Optional<Class<?>> cure,
        int environments,
        int latecomers,
        int rounds,
        int burst,
        Duration frozen,
        List<String> kinds,
        Set<String> alsoPossible,
        String fix)
        implements Story {
    private static final Duration LONG = Duration.ofMillis(2_200);
    private static final Duration SHORT = Duration.ofMillis(400);

    static LambdaStory fullServer() {
        return new LambdaStory(
                1,
                "full-server",
                "eight environments with a pool of ten each fill their server",
                "A function on AWS Lambda (emulated) runs in eight environments, each with a pool of ten, its library's"
                        + " default; then two more are started. Here max_connections is 60, of which the server keeps"
                        + " three for its administrator. What is open stays open while an environment is frozen.",
                PoolOfTen.class,
                Optional.empty(),
                8,
                2,
                4,
                4,
                LONG,
                List.of("server_full", "open_across_freeze"),
                Set.of(),
                "a pool of one for each environment");
    }

    static LambdaStory poolInHandler() {
        return new LambdaStory(
                2,
                "pool-in-handler",
                "each call builds a pool of its own",
                "A function on AWS Lambda (emulated, with AWS's own runtime client) builds its pool inside the handler."
                        + " One environment is called five times, and frozen after each call.",
                PoolInHandler.class,
                Optional.empty(),
                1,
                0,
                5,
                1,
                SHORT,
                List.of("pool_per_invocation"),
                Set.of(),
                "one pool in a field");
    }

    static LambdaStory connectInHandler() {
        return new LambdaStory(
                2,
                "connect-in-handler",
                "each call opens a connection of its own, without a pool",
                "A function on AWS Lambda (emulated) opens a connection in each call and closes it. One environment is"
                        + " called twelve times; each time the server must start a session for it.",
                ConnectInHandler.class,
                Optional.empty(),
                1,
                0,
                2,
                6,
                SHORT,
                List.of("connect_per_invocation"),
                Set.of(),
                "one connection, kept by a pool of one in a field");
    }

    static LambdaStory openAfterHandler() {
        return new LambdaStory(
                3,
                "open-after-handler",
                "connections are still out when the environment is frozen",
                "A function on AWS Lambda (emulated) doesn't give back what it borrowed before it answers. Two"
                        + " environments are called four times each, and frozen in between, connections and all. Closing"
                        + " everything in each call heals that, at the price of a connect for each.",
                LeftOpen.class,
                Optional.of(ConnectInHandler.class),
                2,
                0,
                4,
                1,
                LONG,
                List.of("open_across_freeze"),
                Set.of("leak"),
                "give back within the call, and keep in a pool as many as are in use at once");
    }

    @Override
    public Telling play(Stage stage) throws Exception {
        Half faulty = play(stage, function, "faulty");
        Optional<Half> costly = Optional.empty();
        if (cure.isPresent()) {
            costly = Optional.of(play(stage, cure.get(), "costly"));
        }
        Half corrected = play(stage, Careful.class, "corrected");
        String file = function.getSimpleName() + ".java";
        List<Expected> expected =
                kinds.stream().map(kind -> Expected.borrowing(kind, file)).toList();
        List<Expected> curing = List.of(Expected.borrowing("connect_per_invocation", "ConnectInHandler.java"));
        return new Comparison(faulty, costly, curing, corrected, expected, alsoPossible)
                .telling(stage, scenario, fix + ", see Careful.java beside " + file, List.of(), new Verdict());
    }

    private Half play(Stage stage, Class<?> played, String part)
            throws IOException, SQLException, InterruptedException {
        stage.progress(name + ": the " + part + " function"
                + (environments == 1 ? "" : " in " + environments + " environments"));
        try (Environments scaled = stage.deploy(Deployment.of(played), name + "-" + part)) {
            scaled.scaleOut(environments);
            Calls made = Calls.none(stage.postgres().room());
            for (int i = 0; i < rounds; i++) {
                if (i > 0) {
                    scaled.stayFrozen(frozen);
                }
                if (i == rounds - 2) {
                    scaled.scaleOut(latecomers);
                }
                for (int call = 0; call < burst; call++) {
                    made = made.and(scaled.call());
                }
                made = made.seenOpen(stage.postgres().openByFunctions());
            }
            // an environment that could not register in time is not told of its end: its last calls may be untold
            int uses = 3 * made.replies().size() / 4;
            return new Half(made.toString(), hurts(made, played), uses, scaled.end(), scaled.recordings());
        }
    }

    /** One session after the other is the price of the cure. */
    private boolean hurts(Calls made, Class<?> played) {
        int all = environments + latecomers;
        return cure.filter(played::equals).isPresent() ? made.crowd(all) : made.hurt(all);
    }
}
