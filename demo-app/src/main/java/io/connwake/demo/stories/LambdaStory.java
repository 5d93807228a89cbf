package io.connwake.demo.stories;

import com.example.functions.Careful;
import com.example.functions.PoolInHandler;
import com.example.functions.PoolOfTen;
import io.connwake.demo.recording.Finding;
import io.connwake.demo.recording.Recording;
import io.connwake.demo.stage.Calls;
import io.connwake.demo.stage.Environments;
import io.connwake.demo.stage.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A function that costs its server more connections than it needs, and {@link Careful}, which keeps one for each
 * environment. All environments are called at the same time, and are frozen in between.
 *
 * @param latecomers environments that are started for the last two rounds
 * @param burst calls of each environment in a round, one after the other; then it is frozen
 * @param kinds the findings that it must have, each at the line that borrows
 */
record LambdaStory(
        String name,
        String scenario,
        Class<?> function,
        int environments,
        int latecomers,
        int rounds,
        int burst,
        List<String> kinds,
        String fix)
        implements Story {
    private static final Duration FROZEN = Duration.ofMillis(2_200);

    static LambdaStory poolInHandler() {
        return new LambdaStory(
                "pool-in-handler",
                "A function on AWS Lambda (emulated, with AWS's own runtime client) builds its pool inside the handler."
                        + " One environment is called five times, and frozen after each call.",
                PoolInHandler.class,
                1,
                0,
                5,
                1,
                List.of("pool_per_invocation"),
                "one pool in a field");
    }

    static LambdaStory fullServer() {
        return new LambdaStory(
                "full-server",
                "A function on AWS Lambda (emulated) runs in eight environments, each with a pool of ten, its library's"
                        + " default; then two more are started. Here max_connections is 60, of which the server keeps"
                        + " three for its administrator. What is open stays open while an environment is frozen.",
                PoolOfTen.class,
                8,
                2,
                5,
                6,
                List.of("server_full", "open_across_freeze"),
                "a pool of one for each environment");
    }

    @Override
    public Telling play(Stage stage) throws Exception {
        Played faulty = play(stage, function, "faulty");
        Played corrected = play(stage, Careful.class, "corrected");
        Verdict verdict = new Verdict()
                .demand(faulty.calls.hurt(environments + latecomers), "the faulty function does no harm")
                .demand(
                        !corrected.calls.hurt(environments + latecomers),
                        "the corrected function has the symptom still");
        List<Telling.Told> told = new ArrayList<>();
        if (stage.hasAgent()) {
            hold(verdict, stage, faulty.recording);
            // an environment that could not register in time is not told of its end: its last calls may be untold
            verdict.silent(corrected.recording, 3 * corrected.calls.replies().size() / 4);
            for (Finding finding : faulty.recording.confirmedKinds()) {
                told.add(new Telling.Told(
                        finding, stage.sources().line(finding.site()).orElse("")));
            }
        }
        return new Telling(
                scenario,
                faulty.calls.toString(),
                corrected.calls.toString(),
                told,
                fix + ", see Careful.java beside " + file(),
                corrected.recording.leases() + " leases seen, "
                        + corrected.recording.confirmed().size() + " findings",
                List.of(faulty.files, corrected.files),
                verdict.complaints());
    }

    private Played play(Stage stage, Class<?> played, String part)
            throws IOException, SQLException, InterruptedException {
        stage.progress(name + ": the " + part + " function"
                + (environments == 1 ? "" : " in " + environments + " environments"));
        try (Environments scaled = stage.deploy(played, name + "-" + part)) {
            scaled.scaleOut(environments);
            Calls made = Calls.none(stage.postgres().room());
            for (int i = 0; i < rounds; i++) {
                if (i > 0) {
                    scaled.stayFrozen(FROZEN);
                }
                if (i == rounds - 2) {
                    scaled.scaleOut(latecomers);
                }
                for (int call = 0; call < burst; call++) {
                    made = made.and(scaled.call());
                }
                made = made.seenOpen(stage.postgres().openByFunctions());
            }
            return new Played(made, scaled.end(), scaled.recordings());
        }
    }

    private void hold(Verdict verdict, Stage stage, Recording recording) throws IOException {
        for (String kind : kinds) {
            String place = Verdict.acquirePlace(recording, kind, file(), stage.sources())
                    .orElse("the line of " + file() + " that acquires");
            verdict.names(recording, kind, place);
        }
    }

    private String file() {
        return function.getSimpleName() + ".java";
    }

    /** What one of the two functions showed. */
    private record Played(Calls calls, Recording recording, Path files) {}
}
