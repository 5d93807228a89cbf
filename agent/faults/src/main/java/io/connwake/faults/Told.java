package io.connwake.faults;

import io.connwake.testing.Recording;
import io.connwake.testing.Telemetry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/** What the agent told of a program's run: in its recording, at the receiver and on stderr. And what is held against it. */
final class Told {
    private static final String ACQUIRED = "db.client.connection.wait_time";
    private static final String DROPPED = "connwake.agent.events.dropped";
    private static final String UNSENT = "connwake.agent.exports.failed";
    private static final String ERRORS = "connwake.agent.errors";

    final Program program;
    final List<String> lines;
    final List<String> complaints = new ArrayList<>();
    private final Path file;
    private final Telemetry received;
    private final @Nullable Telemetry recorded;

    Told(Program program, List<String> lines, Scene scene) {
        this.program = program;
        this.lines = lines;
        file = scene.recording;
        received = scene.receiver.telemetry();
        recorded = Files.isRegularFile(file) ? read() : null;
    }

    void holds(boolean isSo, String otherwise) {
        if (!isSo) {
            complaints.add(otherwise);
        }
    }

    /** The same, unless the agent said itself that it had no time for the end. */
    void accounts(boolean isSo, String otherwise) {
        holds(isSo || lines.stream().anyMatch(Told::isOfTheEnd), otherwise);
    }

    static boolean isOfTheEnd(String line) {
        return line.endsWith(": the end is missing");
    }

    /** The recording, for a person. */
    String recording() {
        return recorded == null ? "none" : recorded.spans().size() + " spans, readable";
    }

    Telemetry recorded() {
        if (recorded == null) {
            holds(false, "there is no recording");
            return received;
        }
        return recorded;
    }

    Telemetry received() {
        return received;
    }

    static long leases(Telemetry telemetry) {
        return telemetry.histogramCount(ACQUIRED);
    }

    /** All leases are in the recording, and nothing of the agent failed. */
    void recordedAll() {
        isWhole(recorded(), "recorded");
    }

    void receivedAll() {
        isWhole(received, "received");
    }

    private void isWhole(Telemetry telemetry, String how) {
        long leases = leases(telemetry);
        accounts(leases == program.leases(), leases + " of " + program.leases() + " leases were " + how);
        holds(telemetry.sum(ERRORS) == 0, telemetry.sum(ERRORS) + " errors of the agent were " + how);
    }

    long unsent(Telemetry telemetry) {
        return (long) telemetry.sum(UNSENT);
    }

    void hasNoFindings() {
        List<?> found = Stream.of(received, recorded == null ? received : recorded)
                .flatMap(each -> each.findings().stream())
                .toList();
        holds(found.isEmpty(), "false findings: " + found);
    }

    /** Wherever they are counted: what fails may be one of the two ways out. */
    long errors() {
        return (long) Math.max(recorded().sum(ERRORS), received.sum(ERRORS));
    }

    long dropped(String kind) {
        return (long) recorded().sum(DROPPED, Map.of("connwake.agent.kind", kind));
    }

    long dropped() {
        return (long) recorded().sum(DROPPED);
    }

    private @Nullable Telemetry read() {
        try {
            Recording recording = Recording.read(file);
            if (!recording.telemetry().points().isEmpty()) {
                recording.holdsContract();
            }
            return recording.telemetry();
        } catch (TestAbortedException checkIsNotAtHand) {
            return Recording.read(file).telemetry();
        } catch (AssertionError unreadable) {
            complaints.add(String.valueOf(unreadable.getMessage()));
            return null;
        }
    }
}
