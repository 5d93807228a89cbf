package io.connwake.report;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;

/**
 * The jars that a process has open, by which a JVM with the agent is known before it is asked: to ask, the agent has to be
 * loaded, which a JVM that runs without it shall be spared.
 */
final class OpenJars {
    private static final String ENTRY = "io/connwake/agent/Premain.class";

    private OpenJars() {}

    /** Whether one of them is the agent, or that can't be seen. */
    static boolean mayHoldAgent(Path process) {
        try (DirectoryStream<Path> open = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path each : open) {
                if (Files.isRegularFile(each) && holdsAgent(each)) {
                    return true;
                }
            }
            return false;
        } catch (IOException closed) {
            return true;
        }
    }

    /** Opened by its descriptor, for the process may see other files than we do. */
    private static boolean holdsAgent(Path descriptor) {
        try (ZipFile jar = new ZipFile(descriptor.toFile())) {
            return jar.getEntry(ENTRY) != null;
        } catch (IOException unreadable) {
            return false;
        }
    }
}
