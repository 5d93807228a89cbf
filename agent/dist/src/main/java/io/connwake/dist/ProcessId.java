package io.connwake.dist;

import java.io.File;
import java.io.IOException;

/** This process's number, without {@link ProcessHandle} where that can be: it starts a thread pool of its own. */
final class ProcessId {
    private ProcessId() {}

    static long of() {
        try {
            return Long.parseLong(new File("/proc/self").getCanonicalFile().getName());
        } catch (IOException | NumberFormatException notLinux) {
            return ProcessHandle.current().pid();
        }
    }
}
