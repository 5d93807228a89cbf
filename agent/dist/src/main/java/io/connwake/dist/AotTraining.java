package io.connwake.dist;

import org.jspecify.annotations.Nullable;

/**
 * Whether this JVM records an AOT cache (JEP 483, 514): one that is made with woven classes crashes the next start, so
 * nothing may be woven then. The JVM keeps these flags out of the system properties; they are read where users put them.
 */
final class AotTraining {
    private static final String[] FLAGS = {"-XX:AOTMode=record", "-XX:AOTCacheOutput", "-XX:AOTMode=create"};

    private AotTraining() {}

    static boolean isUnderWay() {
        if (Runtime.version().feature() < 24) {
            return false;
        }
        return trains(System.getenv("JAVA_TOOL_OPTIONS"))
                || trains(System.getenv("JDK_JAVA_OPTIONS"))
                || trains(System.getenv("JDK_AOT_VM_OPTIONS"))
                || trains(commandLine());
    }

    static boolean trains(@Nullable String options) {
        if (options == null) {
            return false;
        }
        for (String flag : FLAGS) {
            if (options.contains(flag)) {
                return true;
            }
        }
        return options.contains("-XX:AOTConfiguration") && !options.contains("-XX:AOTCache=");
    }

    /** The flags of the command line: no system property has them, and JMX would cost 50 ms. */
    private static @Nullable String commandLine() {
        ProcessHandle.Info info = ProcessHandle.current().info();
        String[] arguments = info.arguments().orElse(null);
        if (arguments == null) {
            return null;
        }
        StringBuilder line = new StringBuilder();
        for (String each : arguments) {
            line.append(each).append(' ');
        }
        return line.toString();
    }
}
