package io.connwake.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.example.Stubborn;
import io.connwake.testing.AgentJar;
import io.connwake.testing.Exit;
import io.connwake.testing.Jdk;
import io.connwake.testing.RunningJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code attach} and {@code snapshot} refuse and what they say then; whatever was asked goes on. */
@EachJdk
class WhatCannotBeAskedIT {
    private final Jdk jdk;

    @TempDir
    private Path directory;

    private Jammed jammed;

    WhatCannotBeAskedIT(Jdk jdk) {
        this.jdk = jdk;
    }

    @BeforeEach
    void prepare() {
        jammed = new Jammed(jdk, directory);
    }

    @Test
    void is_no_number() throws IOException {
        jammed.refuses(jammed.connwake("snapshot", "orders"), "'orders' is no id of a process");
        jammed.refuses(jammed.connwake("attach"), "attach needs the id of a process, and perhaps settings in quotes");
    }

    @Test
    void is_no_process() throws IOException {
        jammed.refuses(jammed.connwake("attach", "999999999"), "there is no process 999999999");
    }

    @Test
    void is_no_jvm_and_goes_on() throws Exception {
        Process other = new ProcessBuilder("sleep", "600").start();
        try {
            jammed.refuses(
                    jammed.connwake("attach", Long.toString(other.pid())), "process " + other.pid() + " is no JVM");
            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    @Test
    void is_another_users() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "who is not root cannot be somebody else");
        Path common = Files.createTempDirectory("connwake-it");
        try (RunningJvm jvm = jammed.program(Jammed.HIKARI).start()) {
            Files.setPosixFilePermissions(common, PosixFilePermissions.fromString("rwxr-xr-x"));
            Path jar = Files.copy(AgentJar.path(), common.resolve("connwake.jar"));
            Process command = new ProcessBuilder(
                            "setpriv",
                            "--reuid=65534",
                            "--regid=65534",
                            "--clear-groups",
                            jdk.java().toString(),
                            "-jar",
                            jar.toString(),
                            "attach",
                            Long.toString(jvm.pid()))
                    .redirectErrorStream(true)
                    .start();
            assertThat(new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("connwake: process " + jvm.pid()
                            + " belongs to another user (root); only that user may ask it\n");
            assertThat(command.waitFor()).isOne();
        } finally {
            Files.delete(common.resolve("connwake.jar"));
            Files.delete(common);
        }
    }

    @Test
    void is_older_than_java_17() throws IOException {
        try (RunningJvm jvm =
                jammed.program(Jammed.HIKARI).property("jam.java", "11").start()) {
            jammed.refuses(
                    jammed.attach(jvm),
                    "process " + jvm.pid() + " is a JVM of Java 11; the agent needs Java 17 or later");
            Jammed.ends(jvm);
        }
    }

    @Test
    void cannot_be_asked_by_a_java_without_the_attach_api() throws IOException {
        try (RunningJvm jvm = jammed.program(Jammed.HIKARI).start()) {
            String load = "this Java has no module jdk.attach, a whole JDK has it; attach without it: jcmd " + jvm.pid()
                    + " JVMTI.agent_load " + AgentJar.path().toRealPath();
            jvm.awaitLine("ready");
            jammed.refuses(withoutAttachApi("attach", jvm), load);
            jammed.refuses(
                    withoutAttachApi("attach", jvm, "record=/tmp/a.jsonl;leak.threshold=5s"),
                    load + " '\"record=/tmp/a.jsonl;leak.threshold=5s\"'");
            Jammed.ends(jvm);
        }
    }

    /** Loading the agent once more would answer nothing, and say a line in the application's stderr. */
    @Test
    void cannot_be_looked_at_by_a_java_without_the_attach_api() throws IOException {
        try (RunningJvm jvm = jammed.program(Jammed.HIKARI).agent().start()) {
            jvm.awaitLine("ready");
            jammed.refuses(
                    withoutAttachApi("snapshot", jvm),
                    "this Java has no module jdk.attach, which snapshot needs; a whole JDK has it");
            Jammed.ends(jvm);
        }
    }

    @Test
    void is_busy_with_another_agent_for_ever() throws Exception {
        try (RunningJvm jvm = jammed.program(Jammed.HIKARI).start()) {
            jvm.awaitLine("ready");
            Thread stubborn = new Thread(() -> loadForEver(jvm, stubbornAgent()));
            stubborn.setDaemon(true);
            stubborn.start();
            jvm.awaitLine("stubborn");
            jammed.refuses(jammed.attach(jvm), "process " + jvm.pid() + " does not answer");
        }
    }

    @Test
    void does_not_load_agents() throws IOException {
        try (RunningJvm jvm = jammed.program(Jammed.HIKARI)
                .option("-XX:-EnableDynamicAgentLoading")
                .start()) {
            jammed.refuses(
                    jammed.attach(jvm),
                    "process " + jvm.pid() + " refuses agents: it runs with"
                            + " -XX:-EnableDynamicAgentLoading; only -javaagent at its next start helps");
            Jammed.ends(jvm);
        }
    }

    @Test
    void does_not_let_itself_be_attached_to() throws IOException {
        try (RunningJvm jvm = jammed.program(Jammed.HIKARI)
                .option("-XX:+DisableAttachMechanism")
                .start()) {
            jammed.refuses(
                    jammed.attach(jvm),
                    "process " + jvm.pid() + " cannot be attached to: it runs with -XX:+DisableAttachMechanism");
            Jammed.ends(jvm);
            assertThat(jvm.out()).as("no thread dump").isEqualTo("ready\n");
        }
    }

    @Test
    void is_stopped() throws Exception {
        try (RunningJvm jvm = jammed.program(Jammed.HIKARI).start()) {
            signal(jvm, "STOP");
            jammed.refuses(
                    jammed.attach(jvm),
                    "process " + jvm.pid() + " is stopped, so it does not answer (SIGCONT lets it go on)");
            signal(jvm, "CONT");
            Jammed.ends(jvm);
            assertThat(jvm.out()).isEqualTo("ready\n");
        }
    }

    private Exit withoutAttachApi(String command, RunningJvm jvm, String... settings) {
        return jammed.command(command, Long.toString(jvm.pid()))
                .arguments(settings)
                .option("--limit-modules=java.se")
                .run();
    }

    private static void loadForEver(RunningJvm jvm, Path agent) {
        try {
            Jammed.load(jvm, agent, "");
        } catch (IllegalStateException killed) {
            // As the test ends.
        }
    }

    /** One that never lets go of the thread that loads agents. */
    private Path stubbornAgent() {
        Path jar = directory.resolve("stubborn.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Agent-Class", Stubborn.class.getName());
        try {
            new JarOutputStream(Files.newOutputStream(jar), manifest).close();
            return jar;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void signal(RunningJvm jvm, String name) throws Exception {
        jvm.awaitLine("ready");
        new ProcessBuilder("sh", "-c", "kill -" + name + " " + jvm.pid())
                .start()
                .waitFor();
    }
}
