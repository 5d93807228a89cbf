package io.connwake.layer;

import io.connwake.testing.faults.ThrowingMethods;
import java.util.Arrays;
import java.util.List;

/**
 * Groups of the agent's methods that throw, below {@code io.connwake}. Those without a star must have been called; who is
 * not registered in time is told of nothing. Left out are the two nets themselves, {@code Hooks} and {@code Guard}.
 */
@SuppressWarnings("ImmutableEnumChecker")
enum Faults {
    /** What the hooks call when a call of the application begins. */
    ENTRIES(
            "recorder.Recorder.reaching",
            "recorder.Recorder.acquiring",
            "recorder.Recorder.connecting",
            "recorder.Recorder.executing",
            "recorder.Recorder.created",
            "recorder.Recorder.closing",
            "recorder.Recorder.building*",
            "recorder.Recorder.invoking*",
            "recorder.Recorder.opening*",
            "recorder.Recorder.ending*",
            "recorder.Recorder.validating*",
            "recorder.Recorder.autoCommit*",
            "recorder.Recorder.preparing*",
            "recorder.Recorder.configuring*",
            "recorder.Recorder.refused*",
            "recorder.Recorder.aborting*"),
    /** And when it ends. */
    EXITS(
            "recorder.Recorder.reached",
            "recorder.Recorder.acquired",
            "recorder.Recorder.connected",
            "recorder.Recorder.executed",
            "recorder.Recorder.built*",
            "recorder.Recorder.invoked*",
            "recorder.Recorder.opened*",
            "recorder.Recorder.ended*",
            "recorder.Recorder.validated*",
            "recorder.Recorder.failed*"),
    /** All of it, that failures are counted included. */
    RECORDER("recorder.Recorder.*", "!recorder.Recorder.events"),
    BEHIND_THE_RECORDER(0, 3, "recorder.*", "!recorder.Recorder.*"),
    BOUNDARY("lambda.LambdaBoundary.reached", "lambda.LambdaBoundary.left"),
    BOUNDARY_MAKER("dist.BoundaryMaker.make"),
    UNITS("recorder.Units.*"),
    REQUESTS("lambda.RuntimeRequest.of", "lambda.Event.of*"),
    LISTENERS("lambda.LambdaFlush.pausing", "lambda.LambdaFlush.began*", "lambda.LambdaFlush.responded"),
    BEGINNINGS("lambda.LambdaFlush.began"),
    RESPONSES("lambda.LambdaFlush.responded"),
    REGISTRATION("lambda.Extension.getReady", "lambda.Extension.register"),
    /** Each works now and then: an extension that can never ask for the next event holds up every invocation. */
    TURNS(0, 2, "lambda.Extension.turn*", "lambda.Extension.next*", "lambda.ExtensionClient.next*"),
    EVENTS("lambda.LambdaFlush$Told.invoked*", "lambda.LambdaFlush$Told.registered*"),
    ENDS_UNHEARD(1, 1, "lambda.Pairing.over", "lambda.Pairing.asksAgain"),
    PAIRING(1, 1, "lambda.Pairing.*"),
    FLUSHES("lambda.LambdaFlush.afterResponse"),
    DRAINAGE("dist.OnLambda.catchUp*", "dist.OnLambda.flush"),
    CARRIED_OVER(0, 2, "lambda.CarriedOver.*"),
    DRAIN("pipeline.Drain.turn", "pipeline.Drain.flush", "pipeline.Drain.catchUp*", "pipeline.Drain.finish*"),
    DRAIN_THREAD("pipeline.DrainThread.turn"),
    NO_DRAIN("dist.DrainMaker.get"),
    LEDGER(0, 3, "pipeline.ledger.*", "pipeline.metrics.*", "pipeline.spans.*", "pipeline.rules.*"),
    EXPORT(0, 3, "otlp.*"),
    SDK(0, 5, "shaded.opentelemetry.*"),
    WEAVER("weaving.Weaver.weave"),
    START("dist.Running.start"),
    END("dist.Running$Ending.finish*", "dist.BoundaryMaker.terminates*", "pipeline.DrainThread.stop*"),
    /** All at once, once each has worked for a while; but the extension can ask. */
    LATER(
            6,
            1,
            "*",
            "!dist.Guard.*",
            "!lambda.Extension.*",
            "!lambda.Extension$*",
            "!lambda.ExtensionClient*",
            "!lambda.HttpReply*",
            "!lambda.EventText*"),
    NOW_AND_THEN(0, 5, "*", "!dist.Guard.*");

    private static final String ROOT = "io.connwake.";

    private final int after;
    private final int every;
    private final List<String> patterns;

    Faults(String... patterns) {
        this(0, 1, patterns);
    }

    Faults(int after, int every, String... patterns) {
        this.after = after;
        this.every = every;
        this.patterns = Arrays.stream(patterns).map(Faults::rooted).toList();
    }

    ThrowingMethods throwing() {
        return ThrowingMethods.of(patterns.toArray(String[]::new)).after(after).every(every);
    }

    /** Those that must have thrown. */
    List<String> certain() {
        return patterns.stream()
                .filter(pattern -> !pattern.startsWith("!") && !pattern.endsWith("*"))
                .toList();
    }

    private static String rooted(String pattern) {
        return pattern.startsWith("!") ? "!" + ROOT + pattern.substring(1) : ROOT + pattern;
    }
}
