package io.connwake.neighbours;

import io.connwake.testing.ChildJvm;
import io.connwake.testing.Jdk;
import java.util.List;
import java.util.Optional;

/**
 * The JVM itself, told to be different. Where it refuses the flags there is no such JVM at hand.
 *
 * @param probe further flags with which it finds out at once whether it has what the others ask for
 */
record Flags(String name, List<String> flags, List<String> probe) implements Neighbour {
    private static final String[] JVMCI = {"-XX:+UnlockExperimentalVMOptions", "-XX:+EnableJVMCI"};
    private static final String[] GRAAL = {
        "-XX:+UnlockExperimentalVMOptions", "-XX:+EnableJVMCI", "-XX:+UseJVMCICompiler"
    };

    private Flags(String name, String... flags) {
        this(name, List.of(flags), List.of());
    }

    static List<Flags> all() {
        return List.of(
                new Flags("nothing"),
                of("-Xint"),
                of("-XX:TieredStopAtLevel=1"),
                of("-Xverify:all"),
                of("-Xcheck:jni"),
                of("-XX:-StackTraceInThrowable"),
                of("-Xss256k"),
                of("-Xmx32m"),
                of("-XX:+UseZGC"),
                of("-XX:+UseSerialGC"),
                of("-XX:+UseShenandoahGC"),
                of("-XX:+UseCompactObjectHeaders"),
                new Flags("GraalVM JIT", List.of(GRAAL), List.of("-Xcomp")),
                new Flags("JVMCI", JVMCI),
                new Flags("-Xlog:class+load", "-Xlog:class+load:file=%p.log"),
                new Flags("Flight Recorder", "-XX:StartFlightRecording=filename=recording.jfr", "-Xlog:jfr*=off"));
    }

    private static Flags of(String... flags) {
        return new Flags(String.join(" ", flags), flags);
    }

    @Override
    public Optional<String> absence(Jdk jdk) {
        ChildJvm jvm = with(ChildJvm.ofMain("-version").on(jdk).directory(Stage.built("libraries")));
        probe.forEach(jvm::option);
        return jvm.run().code() == 0 ? Optional.empty() : Optional.of("not at hand");
    }

    @Override
    public ChildJvm arranged(Stage stage) {
        return stage.connwake(with(stage.orders()));
    }

    /** Up to Java 17 {@code -Xcheck:jni} warns of the code of {@code java.instrument} itself. */
    @Override
    public String ofProgram(String said) {
        return said.replaceAll("(?m)^WARNING: JNI local refs: .*\n\tat sun\\.instrument\\..*\n(\t.*\n)*", "");
    }

    private ChildJvm with(ChildJvm jvm) {
        flags.forEach(jvm::option);
        return jvm;
    }
}
