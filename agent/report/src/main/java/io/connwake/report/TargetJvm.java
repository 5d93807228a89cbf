package io.connwake.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The process to be asked, once all is looked at that can be known from outside: the JDK's attach begins with a signal
 * that ends a program which is no JVM, or makes a JVM that can't be attached to write to its stdout. What a system
 * without {@code /proc} does not tell is left to the JDK.
 */
record TargetJvm(long pid) {
    private static final long SIGQUIT = 1L << 2;

    static TargetJvm of(String word) throws Refusal {
        long pid = number(word);
        if (pid <= 0) {
            throw new Refusal("'" + word + "' is no id of a process");
        }
        if (pid == ProcessHandle.current().pid()) {
            throw new Refusal("process " + pid + " is this command itself");
        }
        if (ProcessHandle.of(pid).isEmpty()) {
            throw new Refusal("there is no process " + pid);
        }
        TargetJvm target = new TargetJvm(pid);
        target.check();
        return target;
    }

    /** Whose it is; null where that can't be told. */
    @Nullable
    Path home() {
        Path home = Path.of("/proc", Long.toString(pid));
        return Files.isDirectory(home) ? home : null;
    }

    /**
     * What explains its silence: neither the JDK's attach nor the answer finds its way where both have a {@code /tmp} of
     * their own, as in a container, or in a unit of systemd with {@code PrivateTmp}. Empty where that is not so.
     */
    String whereabouts() {
        try {
            Path its = Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "ns", "mnt"));
            boolean isHere = its.equals(Files.readSymbolicLink(Path.of("/proc/self/ns/mnt")));
            return isHere
                    ? ""
                    : "; it sees other files than this command: run that in its container, or by nsenter -t " + pid
                            + " -m";
        } catch (IOException hidden) {
            return "";
        }
    }

    private static long number(String word) {
        try {
            return Long.parseLong(word);
        } catch (NumberFormatException none) {
            return -1;
        }
    }

    private void check() throws Refusal {
        Map<String, String> status = status(pid);
        String user = first(status.get("Uid"));
        String own = first(status(ProcessHandle.current().pid()).get("Uid"));
        if (user != null && own != null && !own.equals("0") && !own.equals(user)) {
            throw new Refusal(
                    "process " + pid + " belongs to another user (" + owner() + "); only that user may ask it");
        }
        String state = status.getOrDefault("State", "");
        if (state.startsWith("Z") || state.startsWith("X")) {
            throw new Refusal("process " + pid + " has ended");
        }
        if (state.startsWith("T") || state.startsWith("t")) {
            throw new Refusal("process " + pid + " is stopped, so it does not answer (SIGCONT lets it go on)");
        }
        Boolean isJvm = isJvm();
        if (Boolean.FALSE.equals(isJvm)) {
            throw new Refusal("process " + pid + " is no JVM");
        }
        String caught = status.get("SigCgt");
        if (caught != null && (Long.parseUnsignedLong(caught, 16) & SIGQUIT) == 0) {
            String why = isJvm == null ? "it is no JVM, runs with -Xrs" : "it runs with -Xrs";
            throw new Refusal("process " + pid + " cannot be attached to: " + why + ", or only starts now");
        }
        if (arguments().contains("-XX:+DisableAttachMechanism")) {
            throw new Refusal("process " + pid + " cannot be attached to: it runs with -XX:+DisableAttachMechanism");
        }
    }

    private String owner() {
        try {
            return Files.getOwner(Path.of("/proc", Long.toString(pid))).getName();
        } catch (IOException gone) {
            return "unknown";
        }
    }

    /** Null if that can't be seen. */
    private @Nullable Boolean isJvm() {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "maps"), StandardCharsets.ISO_8859_1)
                    .contains("/libjvm.so");
        } catch (IOException closed) {
            return null;
        }
    }

    private List<String> arguments() {
        try {
            byte[] line = Files.readAllBytes(Path.of("/proc", Long.toString(pid), "cmdline"));
            return List.of(new String(line, StandardCharsets.UTF_8).split("\0", -1));
        } catch (IOException closed) {
            return List.of();
        }
    }

    private static Map<String, String> status(long pid) {
        Map<String, String> lines = new HashMap<>();
        try {
            for (String line :
                    Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"), StandardCharsets.ISO_8859_1)) {
                int colon = line.indexOf(':');
                if (colon > 0) {
                    lines.put(
                            line.substring(0, colon), line.substring(colon + 1).trim());
                }
            }
        } catch (IOException notLinux) {
            lines.clear();
        }
        return lines;
    }

    private static @Nullable String first(@Nullable String words) {
        return words == null ? null : words.split("\\s+", 2)[0];
    }
}
