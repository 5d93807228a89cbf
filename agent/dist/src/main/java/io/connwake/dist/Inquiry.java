package io.connwake.dist;

import io.connwake.agent.Premain;
import io.connwake.otlp.Exporters;
import io.connwake.pipeline.live.Figure;
import io.connwake.pipeline.live.Sheet;
import io.connwake.pipeline.live.Situation;
import io.connwake.recorder.PoolsOfThreads;
import io.connwake.recorder.ThreadsAtWork;
import java.io.File;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a command is told that asks from outside. Called by the entry, by name. */
public final class Inquiry {
    private static final long PATIENCE_NANOS = 5_000_000_000L;
    private static final int FINE = 0;
    private static final int WRONG = 1;

    private static final String UNSEEN =
            "Connections that were acquired before the agent came are not known, neither who has them nor since when or from"
                    + " which line: under Pools, used counts those acquired since, open and idle those opened since. What"
                    + " runs on one that was open then is not told until its pool replaces it.";

    private final Sheet sheet = new Sheet();

    private Inquiry() {}

    /**
     * The answer as it is written.
     *
     * @param said lines that go before
     * @param stacks of all threads, taken right before the agent was started; null where it was there already
     */
    public static String answer(String said, @Nullable Map<Thread, StackTraceElement[]> stacks) throws Exception {
        return new Inquiry().of(said, stacks);
    }

    private String of(String said, @Nullable Map<Thread, StackTraceElement[]> stacks) throws InterruptedException {
        said.lines().forEach(sheet::say);
        Gate gate = Launch.gate();
        if (gate == null || !gate.isEnabled()) {
            sheet.say(
                    "The agent is there and traces nothing, until this JVM ends: it is switched off (the setting enabled, by"
                            + " argument, property or environment, or after too many failures of its own), or it could not"
                            + " start.");
            return sheet.endingWith(WRONG);
        }
        if (stacks == null) {
            sheet.say("The agent runs in this JVM. "
                    + destination(gate.composition().configuration()));
            for (String each : gate.composition().saidOfOutputs()) {
                sheet.say("It said on stderr: " + each);
            }
            if (Premain.isLate()) {
                sheet.say(UNSEEN);
                pools(Thread.getAllStackTraces().keySet());
            }
        } else {
            attached(stacks, gate.composition().configuration());
        }
        Running running = gate.composition().running();
        if (running == null) {
            sheet.say("No class that handles database connections was loaded here so far.");
            return sheet.endingWith(FINE);
        }
        return situation(running);
    }

    private void attached(Map<Thread, StackTraceElement[]> stacks, Configuration configuration) {
        sheet.say("Attached: from now on every connection that is acquired is traced. " + destination(configuration));
        sheet.say(UNSEEN);
        ThreadsAtWork threads = new ThreadsAtWork(stacks);
        pools(stacks.keySet());
        threads("Threads that wait for a connection", "pool", threads.waiting());
        threads("Threads inside a driver", "driver", threads.inDriver());
    }

    private void pools(Set<Thread> threads) {
        PoolsOfThreads pools = new PoolsOfThreads(threads, new PackageOpener(Premain.instrumentation()));
        if (pools.found().isEmpty()) {
            return; // of a pool that has no thread of its own nothing can be told before it is asked
        }
        sheet.table(
                "Pools by their own account",
                "pool",
                "library",
                "limit",
                "open",
                "used",
                "idle",
                "waiting",
                "acquire timeout");
        for (PoolsOfThreads.Found each : pools.found()) {
            sheet.row(
                    each.name(),
                    each.library(),
                    Figure.count(each.limit()),
                    Figure.count(each.open()),
                    Figure.count(each.used()),
                    Figure.count(each.idle()),
                    Figure.count(each.waiting()),
                    Figure.timeout(each.acquireTimeoutNanos()));
        }
    }

    private void threads(String title, String library, List<ThreadsAtWork.Working> threads) {
        sheet.table(title + " (" + threads.size() + ")", "threads", library, "call", "at", "the first of them");
        Map<List<String>, Integer> alike = new LinkedHashMap<>();
        Map<List<String>, String> first = new LinkedHashMap<>();
        for (ThreadsAtWork.Working each : threads) {
            List<String> key = List.of(
                    each.library(),
                    each.call(),
                    each.at() == null ? "-" : each.at().toString());
            alike.merge(key, 1, Integer::sum);
            first.putIfAbsent(key, each.thread());
        }
        alike.forEach((key, count) ->
                sheet.row(Integer.toString(count), key.get(0), key.get(1), key.get(2), String.valueOf(first.get(key))));
    }

    private String situation(Running running) throws InterruptedException {
        Situation situation = new Situation();
        if (!running.drain().look(PATIENCE_NANOS, situation)) {
            sheet.say("The agent's own thread did not answer in time.");
            return sheet.endingWith(WRONG);
        }
        if (situation.sheet().isEmpty()) {
            sheet.say("No connection was acquired or opened since.");
        }
        sheet.add(situation.sheet());
        return sheet.endingWith(FINE);
    }

    private static String destination(Configuration configuration) {
        String record = configuration.text(Setting.RECORD);
        String text = "";
        if (!record.isEmpty()) {
            String file = record.replace("%p", Long.toString(ProcessId.of()));
            text = "It records to " + new File(file).getAbsolutePath() + ". ";
        }
        if (Exporters.areOff()) {
            return text + "It exports nothing.";
        }
        String target = Exporters.target();
        return text + "It exports to "
                + (target == null ? "http://localhost:4318 if somebody listens there." : target + ".");
    }
}
