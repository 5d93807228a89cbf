package io.connwake.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A recording as a test reads it: OTLP JSON lines, of which one without its newline was never finished and does not count. */
public record Recording(Path file, Telemetry telemetry) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SPANS = "{\"resourceSpans\"";

    public static Recording read(Path file) {
        try {
            return new Recording(file, parse(file, Files.readString(file, StandardCharsets.UTF_8)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** That of a process that ended in order, but for its spans: a long run has more of them than fit into memory. */
    public static Recording readWithoutSpans(Path file) {
        List<Telemetry> lines = new ArrayList<>();
        try (Stream<String> all = Files.lines(file, StandardCharsets.UTF_8)) {
            all.filter(line -> !line.startsWith(SPANS)).forEach(line -> lines.add(line(file.toString(), line)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return new Recording(file, Telemetry.all(lines));
    }

    /**
     * Fails with the violations if the recording breaks the telemetry contract; else returns what the check printed (with
     * the option {@code --summary} a JSON object). Where no check is at hand the test is reported as skipped.
     */
    public List<String> holdsContract(String... options) {
        return ContractCheck.find().run(file, List.of(options));
    }

    private static Telemetry parse(Path file, String text) {
        List<Telemetry> lines = new ArrayList<>();
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            lines.add(line(file + ":" + (lines.size() + 1), text.substring(start, end)));
            start = end + 1;
        }
        return Telemetry.all(lines);
    }

    private static Telemetry line(String where, String line) {
        try {
            return FromJson.line(JSON.readTree(line));
        } catch (JsonProcessingException | RuntimeException invalid) {
            throw new AssertionError(where + ": " + invalid.getMessage(), invalid);
        }
    }
}
