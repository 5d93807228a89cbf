package io.connwake.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs a command under a shell that afterwards notes the CPU time of its children. The kernel knows it exactly only when
 * the process has ended, and tells it to the parent alone.
 *
 * <p>The first line on the command's standard output is its process id; everything else is the command's own.
 */
record CpuTimes(Path note) {
    /** Of the two shells the inner one becomes the command; the outer one hides what it has to say of signals. */
    private static final String SCRIPT = """
            note=$1; shift
            exec 3>&2 2>/dev/null
            sh -c 'echo $$; exec "$@"' sh "$@" 2>&3 3>&-
            code=$?
            times > "$note"
            exit $code
            """;

    /** The second line holds the children's user and system time, as in {@code 1m2.345s 0m0.678s}. */
    private static final Pattern CHILDREN = Pattern.compile("\\A.*\\R(\\d+)m([\\d.]+)s (\\d+)m([\\d.]+)s\\s*\\z");

    static CpuTimes create() {
        try {
            Path note = Files.createTempFile("connwake-cpu", ".times");
            note.toFile().deleteOnExit();
            return new CpuTimes(note);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    List<String> prefix() {
        return List.of(shell(), "-c", SCRIPT, "connwake-testing", note.toString());
    }

    Duration taken() {
        try {
            Matcher children = CHILDREN.matcher(Files.readString(note));
            Files.delete(note);
            if (!children.matches()) {
                throw new IllegalStateException("no CPU times: the shell above the child was ended before it");
            }
            return span(children.group(1), children.group(2)).plus(span(children.group(3), children.group(4)));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** bash tells milliseconds, other shells clock ticks of 10 ms. */
    private static String shell() {
        return Files.isExecutable(Path.of("/bin/bash")) ? "/bin/bash" : "/bin/sh";
    }

    private static Duration span(String minutes, String seconds) {
        long nanos = new BigDecimal(seconds).movePointRight(9).longValue();
        return Duration.ofMinutes(Long.parseLong(minutes)).plusNanos(nanos);
    }
}
