package io.connwake.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A JVM to be started: which Java, which agent, what program. It takes over nothing that this one was told about Java,
 * OpenTelemetry or Connwake; but where this one's property {@code child.jvm.option} is set, that is its first option.
 */
public final class ChildJvm {
    private static final List<String> NOT_INHERITED =
            List.of("JAVA_TOOL_OPTIONS", "JDK_", "_JAVA_", "OTEL_", "CONNWAKE_");
    private static final List<String> COMMON_OPTIONS =
            Stream.ofNullable(System.getProperty("child.jvm.option")).toList();

    private final List<String> program;
    private final List<String> options = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private Jdk jdk = Jdk.current();
    private String classPath = System.getProperty("java.class.path");
    private Path directory = Path.of("").toAbsolutePath();

    private ChildJvm(List<String> program) {
        this.program = program;
    }

    /** On this JVM's class path unless told otherwise. */
    public static ChildJvm ofMain(Class<?> main) {
        return ofMain(main.getName());
    }

    public static ChildJvm ofMain(String main) {
        return new ChildJvm(List.of(main));
    }

    public static ChildJvm ofJar(Path jar) {
        return new ChildJvm(List.of("-jar", jar.toString()));
    }

    /** A class of a named module: {@code module/main}. */
    public static ChildJvm ofModule(Path modulePath, String main) {
        return new ChildJvm(List.of("-m", main)).option("--module-path=" + modulePath);
    }

    public ChildJvm on(Jdk chosen) {
        jdk = chosen;
        return this;
    }

    /** With the packaged agent. */
    public ChildJvm agent() {
        return agent(AgentJar.path(), "");
    }

    /** With the packaged agent, told {@code key=value;…}. */
    public ChildJvm agent(String settings) {
        return agent(AgentJar.path(), settings);
    }

    public ChildJvm agent(Path jar, String settings) {
        return option("-javaagent:" + jar + (settings.isEmpty() ? "" : "=" + settings));
    }

    public ChildJvm property(String name, Object value) {
        return option("-D" + name + "=" + value);
    }

    /** An option of the java command, such as {@code -Xmx64m}. */
    public ChildJvm option(String option) {
        options.add(option);
        return this;
    }

    public ChildJvm environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    public ChildJvm classPath(Path... entries) {
        classPath = Stream.of(entries).map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        return this;
    }

    public ChildJvm arguments(String... words) {
        arguments.addAll(List.of(words));
        return this;
    }

    public ChildJvm directory(Path workingDirectory) {
        directory = workingDirectory;
        return this;
    }

    public RunningJvm start() {
        CpuTimes cpuTimes = CpuTimes.create();
        List<String> command = new ArrayList<>(cpuTimes.prefix());
        command.addAll(command());
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().keySet().removeIf(name -> NOT_INHERITED.stream().anyMatch(name::startsWith));
        builder.environment().putAll(environment);
        try {
            long startNanos = System.nanoTime();
            return RunningJvm.of(builder.start(), startNanos, cpuTimes);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Starts it and waits for its end. */
    public Exit run() {
        try (RunningJvm running = start()) {
            return running.awaitExit();
        }
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(List.of(jdk.java().toString()));
        command.addAll(COMMON_OPTIONS);
        command.addAll(options);
        if (program.size() == 1) {
            command.addAll(List.of("-cp", classPath));
        }
        command.addAll(program);
        command.addAll(arguments);
        return command;
    }
}
