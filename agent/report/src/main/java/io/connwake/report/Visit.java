package io.connwake.report;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Loads the agent's jar into a JVM and waits until it was asked, for as long as that is sensible. */
final class Visit {
    private static final int OLDEST_JAVA = 17;
    /** The JDK's own patience before anything is heard; its usual one is twice as long. */
    private static final String HANDSHAKE_MILLIS = "5000";

    private static final long SILENCE_NANOS = 8_000_000_000L;
    private static final long LONGEST_NANOS = 120_000_000_000L;
    private static final long POLL_MILLIS = 50;

    private final TargetJvm target;
    private final long pid;
    private final String jar;
    private final AnswerFolder folder;

    Visit(TargetJvm target, String jar, AnswerFolder folder) {
        this.target = target;
        pid = target.pid();
        this.jar = jar;
        this.folder = folder;
    }

    /** Returns once the JVM is through with it. */
    void ask(String argument) throws Refusal, IOException {
        System.setProperty("sun.tools.attach.attachTimeout", HANDSHAKE_MILLIS);
        FutureTask<Boolean> visit = new FutureTask<>(() -> visit(argument));
        Thread visitor = new Thread(visit, "connwake-visit");
        visitor.setDaemon(true);
        visitor.start();
        await(visit);
    }

    /** The JDK waits for ever for the answer of a JVM that was stopped. */
    private void await(FutureTask<Boolean> visit) throws Refusal, IOException {
        long beganNanos = System.nanoTime();
        while (true) {
            try {
                visit.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException notYet) {
                long nanos = System.nanoTime() - beganNanos;
                if (nanos > (folder.isBegun() ? LONGEST_NANOS : SILENCE_NANOS)) {
                    throw new Refusal(silent());
                }
            } catch (ExecutionException failed) {
                throw refusal(failed.getCause());
            } catch (InterruptedException ending) {
                throw new IOException(ending);
            }
        }
    }

    private boolean visit(String argument) throws Exception {
        VirtualMachine jvm = VirtualMachine.attach(Long.toString(pid));
        try {
            String java = jvm.getSystemProperties().getProperty("java.specification.version", "");
            if (java.startsWith("1.") || (java.matches("\\d+") && Integer.parseInt(java) < OLDEST_JAVA)) {
                throw new Refusal(
                        "process " + pid + " is a JVM of Java " + java + "; the agent needs Java 17 or later");
            }
            jvm.loadAgent(jar, argument);
        } finally {
            jvm.detach();
        }
        return true;
    }

    private Refusal refusal(@Nullable Throwable failure) {
        String text = failure == null ? "" : String.valueOf(failure.getMessage());
        if (failure instanceof Refusal known) {
            return known;
        }
        if (failure instanceof Error broken) {
            throw broken;
        }
        if (text.contains("Dynamic agent loading is not enabled")) {
            return new Refusal("process " + pid + " refuses agents: it runs with -XX:-EnableDynamicAgentLoading; only"
                    + " -javaagent at its next start helps");
        }
        if (failure instanceof AttachNotSupportedException) {
            return new Refusal(
                    text.contains("respond") ? silent() : "process " + pid + " cannot be attached to: " + text);
        }
        if (failure instanceof AgentLoadException || failure instanceof AgentInitializationException) {
            return new Refusal("process " + pid + " could not load " + jar + " (" + text
                    + "): it must be able to read that file, in its own container");
        }
        return new Refusal("process " + pid + " could not be asked: " + text);
    }

    private String silent() {
        return "process " + pid + " does not answer" + target.whereabouts();
    }
}
