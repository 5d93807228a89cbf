package io.connwake.dist;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Whether this JVM records an AOT cache (JEP 483, 514), or an archive of classes (AppCDS): one that is made with woven
 * classes fails the next start, so nothing may be woven then. The JVM keeps these flags out of the system properties;
 * they are read where users put them.
 */
final class AotTraining {
    private static final String[] FLAGS = {
        "-XX:AOTMode=record",
        "-XX:AOTCacheOutput",
        "-XX:AOTMode=create",
        "-XX:ArchiveClassesAtExit",
        "-XX:+RecordDynamicDumpInfo"
    };

    private AotTraining() {}

    static boolean isUnderWay() {
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

    /** The flags of the command line: no system property has them, and JMX or ProcessHandle would cost 5–50 ms. */
    private static @Nullable String commandLine() {
        try (FileInputStream in = new FileInputStream("/proc/self/cmdline")) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException notLinux) {
            return null;
        }
    }
}
