package io.connwake.dist;

import io.connwake.pipeline.journal.Journal;
import io.connwake.pipeline.origin.PipelineSettings;
import io.connwake.pipeline.origin.WallClock;
import io.connwake.recorder.EventSource;
import io.connwake.recording.OwnedFile;
import java.io.File;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** The file of {@code connwake.record.events}: for bug reports and tests, without a bound but the disk's. */
final class EventJournal {
    private EventJournal() {}

    /** The source itself where the file can't be written. */
    static EventSource of(
            EventSource source, String name, PipelineSettings settings, WallClock clock, Notices notices) {
        String file = name.replace("%p", Long.toString(ProcessId.of()));
        try {
            OwnedFile owned = OwnedFile.create(new File(file));
            if (owned == null) {
                throw new IOException("another process is writing it");
            }
            Writer writer = new OutputStreamWriter(owned.stream(), StandardCharsets.UTF_8);
            return new Journal(source, settings, clock, writer, why -> stopped(file, why, notices));
        } catch (IOException failed) {
            stopped(file, failed, notices);
            return source;
        }
    }

    private static void stopped(String file, IOException why, Notices notices) {
        notices.say("the event journal " + file + " is not written (any more): "
                + why.getClass().getSimpleName() + (why.getMessage() == null ? "" : ", " + why.getMessage()));
    }
}
