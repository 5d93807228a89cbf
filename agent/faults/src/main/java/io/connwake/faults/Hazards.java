package io.connwake.faults;

import com.example.work.Grouping;
import com.example.work.Interrupting;
import com.example.work.Meddling;
import io.connwake.faults.Collector.Effect;
import io.connwake.testing.Fault;
import io.connwake.testing.OtlpReceiver;
import io.connwake.testing.RunningJvm;
import io.connwake.testing.faults.JumpingClock;
import io.connwake.testing.faults.ThrowingMethods;
import java.util.List;

/** All that is broken, one thing at a time. */
final class Hazards {
    private static final String[] HOOKS = {
        "io.connwake.recorder.Recorder.*",
        "!io.connwake.recorder.Recorder.events",
        "!io.connwake.recorder.Recorder.swallowed"
    };
    private static final int NEWER = 25;

    private Hazards() {}

    static List<Hazard> all() {
        return List.of(
                new Nowhere(
                        "refuses", "nobody listens at the endpoint", scene -> "http://127.0.0.1:" + scene.deafPort()),
                new Collector("hangs", "the collector never answers", of(Fault.hang()), Effect.ALL_LOST),
                new Collector("busy", "429, Retry-After: 60", of(Fault.status(429, 60)), Effect.ALL_LOST),
                new Collector("unavailable", "503", of(Fault.status(503)), Effect.ALL_LOST),
                new Collector("garbage", "200 and garbage", of(Fault.garbage()), Effect.TAKEN),
                new Collector(
                        "partial", "it rejects five of each", of(Fault.partialSuccess(5, "no")), Effect.SOME_TAKEN),
                new Collector("breaks-off", "it breaks its answers off", of(Fault.dropMidAnswer()), Effect.TAKEN),
                new Nowhere(
                        "no-tls",
                        "https, but the collector speaks plain HTTP",
                        scene -> "https://127.0.0.1:" + scene.receiver.port()),
                new Nowhere(
                        "no-name",
                        "its name is not in the DNS",
                        scene -> "http://collector.example:" + scene.receiver.port()),
                new Storm("storm", "it hangs, 400,000 leases, 96 MB of heap"),
                new FullDisk("full-disk", "the disk of the recording is full"),
                new ReadOnlyFolder("read-only", "the folder of the recording is read-only"),
                new SmallRing("small-ring", "ring.size=8 and 50,000 leases, 32 MB of heap"),
                new Throwing(
                        "drain-dies",
                        "what the drain thread does between its turns throws",
                        "hikari",
                        () -> ThrowingMethods.of("io.connwake.pipeline.DrainThread.pause")
                                .after(1)
                                .every(2)),
                throwing(
                        "recording-fails",
                        "what writes the recording throws now and then",
                        "io.connwake.recording.Tape.*",
                        "io.connwake.recording.Line.add",
                        "io.connwake.recording.Line.ended",
                        "io.connwake.recording.SpanJson.*"),
                new Untroubled(
                        "interrupted",
                        "the application interrupts the agent's threads",
                        Program.of(Meddling.class, 4_002)),
                new Untroubled(
                        "thread-group",
                        "it interrupts and destroys the group in which the agent began",
                        Program.of(Grouping.class, 406)),
                hooks("no-memory", "OutOfMemoryError in hooks", OutOfMemoryError.class),
                hooks("no-stack", "StackOverflowError in hooks", StackOverflowError.class),
                hooks("death", "ThreadDeath in hooks", ThreadDeath.class),
                interrupting("waiting-hikari", "hikari"),
                interrupting("waiting-dbcp", "dbcp"),
                new Untroubled(
                        "clock",
                        "the wall clock jumps by an hour, forth and back",
                        Program.working("hikari", "return"),
                        jvm -> jvm.option(JumpingClock.option())),
                new Crowd("threads", "2,000 threads, 8 connections", "platform", 2_000, 64, 17),
                new Crowd("virtual-threads", "100,000 virtual threads, 8 connections", "virtual", 100_000, 512, NEWER),
                new Ended("exit", "System.exit while leases go on", "exit", true),
                new Ended("exit-in-handler", "System.exit in the handler of an uncaught exception", "handler", true),
                new Ended("halt", "Runtime.halt while leases go on", "halt", false),
                new Ended("sigterm", "SIGTERM while leases go on", "until-sigterm", true, RunningJvm::terminate),
                new Ended("sigkill", "SIGKILL while leases go on", "until-sigkill", false, RunningJvm::kill));
    }

    private static java.util.function.Consumer<OtlpReceiver> of(Fault fault) {
        return receiver -> receiver.fail(fault);
    }

    private static Hazard throwing(String name, String about, String... methods) {
        return new Throwing(
                name,
                about,
                "hikari",
                () -> ThrowingMethods.of(methods).after(3).every(3));
    }

    private static Hazard hooks(String name, String about, Class<? extends Throwable> kind) {
        return new Throwing(
                name, about, "dbcp", () -> ThrowingMethods.of(HOOKS).every(25).throwing(kind));
    }

    private static Hazard interrupting(String name, String pool) {
        return new Untroubled(
                name,
                "those who wait for a connection of " + pool + " are interrupted",
                Program.of(Interrupting.class, 252, pool, "50"));
    }
}
