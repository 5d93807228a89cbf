package io.connwake.recording.reader;

import io.connwake.pipeline.model.Resource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Reads a recording line by line; a line that can't be read is counted, and the next one is read. */
public final class RecordingReader {
    private final Lines lines;
    private final OtlpLine line = new OtlpLine();
    private long count;
    private long spans;
    private long unreadable;

    private RecordingReader(InputStream in) {
        this.lines = new Lines(in);
    }

    /** Tells all that it holds. */
    public static Reading read(InputStream in, Telemetry telemetry) throws IOException {
        RecordingReader reader = new RecordingReader(in);
        while (reader.next()) {
            Batch batch = reader.batch();
            if (batch != null) {
                batch.tell(telemetry);
            }
        }
        return reader.reading();
    }

    /** Copies the lines of spans, as they are. */
    public static Reading copySpans(InputStream in, OutputStream out) throws IOException {
        RecordingReader reader = new RecordingReader(in);
        while (reader.next()) {
            if (reader.batch() != null && reader.line.isOfSpans()) {
                int from = reader.lines.from();
                out.write(reader.lines.bytes(), from, reader.lines.to() - from);
                out.write('\n');
            }
        }
        return reader.reading();
    }

    /** The process that the first readable line is of; null if there is none. */
    public static @Nullable Resource first(InputStream in) throws IOException {
        RecordingReader reader = new RecordingReader(in);
        while (reader.next()) {
            Batch batch = reader.batch();
            if (batch != null) {
                return batch.resource();
            }
        }
        return null;
    }

    /** The last line counts without its newline if nothing else of it is missing. */
    private boolean next() throws IOException {
        return lines.next() || (lines.isTorn() && !lines.isTooLong() && isWhole());
    }

    private boolean isWhole() {
        try {
            line.read(lines.bytes(), lines.from(), lines.to());
            return true;
        } catch (Malformed torn) {
            return false;
        }
    }

    /** Null if the line is blank or unreadable. */
    private @Nullable Batch batch() {
        if (!lines.isTooLong() && lines.isBlank()) {
            return null;
        }
        count++;
        try {
            if (lines.isTooLong()) {
                throw new Malformed("too long a line", 0);
            }
            Batch batch = line.read(lines.bytes(), lines.from(), lines.to());
            spans += batch.spans();
            return batch;
        } catch (Malformed other) {
            unreadable++;
            return null;
        }
    }

    private Reading reading() {
        return new Reading(count, spans, unreadable, lines.isTorn());
    }
}
