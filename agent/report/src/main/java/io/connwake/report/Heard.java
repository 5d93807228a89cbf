package io.connwake.report;

import io.connwake.recording.reader.Reading;
import io.connwake.recording.reader.RecordingReader;
import io.connwake.report.document.Source;
import io.connwake.report.facts.Facts;
import io.connwake.report.facts.Gathering;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Recordings that were read to their end. */
record Heard(Facts facts, List<Source> sources) {
    private static final int GZIP = 0x1f8b;

    /** How a recording is read. */
    interface Reader {
        Reading read(InputStream in) throws IOException;
    }

    static Heard of(List<Path> files, Consumer<String> notices) throws IOException, Refusal {
        Gathering gathering = new Gathering();
        List<Source> sources = read(files, notices, in -> RecordingReader.read(in, gathering));
        return new Heard(gathering.gathered(), sources);
    }

    /** Says of each what is wrong with it, and leaves out what is no recording; throws if none of them holds anything. */
    static List<Source> read(List<Path> files, Consumer<String> notices, Reader reader) throws IOException, Refusal {
        List<Source> sources = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        long lines = 0;
        for (Path file : files) {
            try {
                Reading reading = read(file, reader);
                check(file, reading, notices);
                lines += reading.lines() - reading.unreadable();
                sources.add(new Source(String.valueOf(file.getFileName()), reading));
            } catch (Refusal refusal) {
                refused.add(String.valueOf(refusal.getMessage()));
            }
        }
        if (lines == 0) {
            String empty =
                    files.size() == 1 ? files.get(0) + " holds no telemetry" : "the recordings hold no telemetry";
            throw new Refusal(refused.isEmpty() ? empty : refused.get(0));
        }
        refused.forEach(each -> notices.accept(each + "; it is left out"));
        return sources;
    }

    private static Reading read(Path file, Reader reader) throws IOException, Refusal {
        try (InputStream in = Files.newInputStream(file)) {
            if (isCompressed(file)) {
                throw new Refusal(file + " is compressed; unpack it first");
            }
            return reader.read(in);
        } catch (AccessDeniedException denied) {
            throw new Refusal(file + " may not be read by this user");
        } catch (NoSuchFileException gone) {
            throw new Refusal("there is no file " + file);
        }
    }

    private static boolean isCompressed(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (InputStream in = Files.newInputStream(file)) {
            return ((in.read() << 8) | in.read()) == GZIP;
        }
    }

    private static void check(Path file, Reading reading, Consumer<String> notices) throws Refusal {
        if (reading.lines() > 0 && reading.lines() == reading.unreadable()) {
            throw new Refusal(file + " is no recording: none of its lines is OTLP in JSON");
        }
        if (reading.lines() == 0 && reading.isTorn()) {
            throw new Refusal(file + " is no recording, or was cut off in its first line");
        }
        if (reading.isTorn()) {
            notices.accept(file + ": the last line was cut off and is left out");
        }
        if (reading.unreadable() > 0) {
            notices.accept(file + ": " + reading.unreadable() + " of " + reading.lines()
                    + " lines can't be read and are left out");
        }
    }
}
