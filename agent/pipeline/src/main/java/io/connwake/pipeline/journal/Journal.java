package io.connwake.pipeline.journal;

import io.connwake.pipeline.origin.PipelineSettings;
import io.connwake.pipeline.origin.WallClock;
import io.connwake.recorder.EventSource;
import io.connwake.recorder.event.Event;
import java.io.IOException;
import java.io.Writer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes down all that an event source says, and when it was asked; one line for each. Nothing of it goes beyond what
 * the events themselves hold, so there are no statements, values or credentials in it. Where writing fails it stops, and
 * the source goes on unheard of.
 */
public final class Journal implements EventSource {
    private static final String FORMATS = "connwake-events-";
    /** Its number is that of the events' shape: what is written down of another can't be read. */
    static final String FORMAT = FORMATS + "5";

    static final String TURN = "turn ";
    static final String LAST = "last ";
    static final String SWEEP = "sweep ";
    static final String WANTS = "wants ";
    static final String SWEPT = "swept";

    private final EventSource source;
    private final Trouble trouble;
    private final RecordText records = new RecordText();
    private final StringBuilder line = new StringBuilder(512);
    private @Nullable Writer writer;

    /** Hears why no more is written; once. */
    @FunctionalInterface
    public interface Trouble {
        void said(IOException why);
    }

    public Journal(EventSource source, PipelineSettings settings, WallClock clock, Writer writer, Trouble trouble) {
        this.source = source;
        this.trouble = trouble;
        this.writer = writer;
        line.append(FORMAT).append(' ');
        records.write(line, new Heading(clock, settings));
        write();
    }

    /** The format that a journal's first line names; null if it is no journal's. */
    static @Nullable String format(String heading) {
        int end = heading.indexOf(' ');
        return heading.startsWith(FORMATS) && end > 0 ? heading.substring(0, end) : null;
    }

    /** What a replay must know first. */
    record Heading(WallClock clock, PipelineSettings settings) {}

    @Override
    public void turn(long nowNanos, boolean last) {
        line.append(last ? LAST : TURN).append(nowNanos);
        write();
        source.turn(nowNanos, last);
    }

    @Override
    public int drain(Consumer<? super Event> events, int limit) {
        return source.drain(new Noting(events), limit);
    }

    @Override
    public void sweep(long nowNanos, Examination examination, Consumer<? super Event> events) {
        line.append(SWEEP).append(nowNanos);
        write();
        source.sweep(
                nowNanos, (leaseId, lastUsedNanos) -> wants(examination, leaseId, lastUsedNanos), new Noting(events));
        line.append(SWEPT);
        write();
        flush();
    }

    /** Nothing of it is heard by the ledger, so nothing is written down. */
    @Override
    public void look(long nowNanos, Consumer<? super Event> events) {
        source.look(nowNanos, events);
    }

    @Override
    public void discard() {
        source.discard();
    }

    @Override
    public void leaked(long poolId) {
        source.leaked(poolId);
    }

    @Override
    public Tally tally() {
        return source.tally();
    }

    /** Nothing is asked any more. */
    @Override
    public void close() {
        source.close();
        Writer open = writer;
        writer = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException failed) {
                trouble.said(failed);
            }
        }
    }

    private boolean wants(Examination examination, long leaseId, long lastUsedNanos) {
        line.append(WANTS).append(leaseId).append(' ').append(lastUsedNanos);
        write();
        return examination.wants(leaseId, lastUsedNanos);
    }

    private void write() {
        Writer open = writer;
        if (open != null) {
            try {
                open.append(line).append('\n');
            } catch (IOException failed) {
                stop(failed);
            }
        }
        line.setLength(0);
    }

    private void flush() {
        Writer open = writer;
        if (open != null) {
            try {
                open.flush();
            } catch (IOException failed) {
                stop(failed);
            }
        }
    }

    private void stop(IOException why) {
        writer = null;
        trouble.said(why);
    }

    /** Writes an event down before it is heard. */
    private final class Noting implements Consumer<Event> {
        private final Consumer<? super Event> events;

        Noting(Consumer<? super Event> events) {
            this.events = events;
        }

        @Override
        public void accept(Event event) {
            line.append(event.getClass().getSimpleName());
            records.write(line, event);
            write();
            events.accept(event);
        }
    }
}
