package io.connwake.pipeline.journal;

import io.connwake.pipeline.origin.PipelineSettings;
import io.connwake.pipeline.origin.WallClock;
import io.connwake.recorder.EventSource;
import io.connwake.recorder.event.Event;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Says again what a {@link Journal} has written down: to be turned whenever it was. */
public final class Replay implements EventSource {
    private final List<String> lines;
    private final Journal.Heading heading;
    private final RecordText records = new RecordText();
    private final Map<String, Class<? extends Event>> kinds = new HashMap<>();
    private int at = 1;
    private long taken;

    /**
     * @param lines of a journal; a last one that was never finished is left out by the caller
     * @throws IllegalArgumentException if they are of no journal that this version can read
     */
    public Replay(List<String> lines) {
        this.lines = lines;
        String format = lines.isEmpty() ? null : Journal.format(lines.get(0));
        if (format == null) {
            throw new IllegalArgumentException("no event journal");
        }
        if (!format.equals(Journal.FORMAT)) {
            throw new IllegalArgumentException("an event journal of format " + format
                    + ", written by another version: this one reads " + Journal.FORMAT);
        }
        heading = records.read(lines.get(0), format.length() + 1, Journal.Heading.class);
        for (Class<?> kind : Event.class.getPermittedSubclasses()) {
            kinds.put(kind.getSimpleName(), kind.asSubclass(Event.class));
        }
    }

    /** As they were set in the process that wrote it. */
    public PipelineSettings settings() {
        return heading.settings();
    }

    /** The clock of the process that wrote it. */
    public WallClock clock() {
        return heading.clock();
    }

    /** Hears of each turn there was. */
    @FunctionalInterface
    public interface Turns {
        /** {@code last} if the process had an orderly end and this was it. */
        void turn(long nanos, boolean last);
    }

    /** Calls {@code turns} for each turn there was. */
    public void run(Turns turns) {
        while (at < lines.size()) {
            String line = lines.get(at);
            boolean isLast = line.startsWith(Journal.LAST);
            if (isLast || line.startsWith(Journal.TURN)) {
                turns.turn(number(line, Journal.TURN.length()), isLast);
            }
            skipToTurn();
        }
    }

    @Override
    public void turn(long nowNanos, boolean last) {
        at++;
    }

    @Override
    public int drain(Consumer<? super Event> events, int limit) {
        int count = 0;
        while (count < limit && isEvent()) {
            count++;
            taken++;
            events.accept(event());
        }
        return count;
    }

    @Override
    public void sweep(long nowNanos, Examination examination, Consumer<? super Event> events) {
        if (at >= lines.size() || !lines.get(at).startsWith(Journal.SWEEP)) {
            return;
        }
        for (at++; at < lines.size() && !lines.get(at).equals(Journal.SWEPT); ) {
            String line = lines.get(at);
            if (line.startsWith(Journal.WANTS)) {
                int space = line.indexOf(' ', Journal.WANTS.length());
                at++;
                examination.wants(
                        Long.parseLong(line.substring(Journal.WANTS.length(), space)), number(line, space + 1));
            } else {
                taken++;
                events.accept(event());
            }
        }
        at++;
    }

    @Override
    public void discard() {}

    @Override
    public void leaked(long poolId) {}

    @Override
    public Tally tally() {
        return new Tally(taken, 0, 0, 0, 0);
    }

    private boolean isEvent() {
        return at < lines.size() && lines.get(at).endsWith(")");
    }

    private Event event() {
        String line = lines.get(at++);
        int start = line.indexOf('(');
        Class<? extends Event> kind = kinds.get(line.substring(0, Math.max(0, start)));
        if (kind == null) {
            throw new IllegalArgumentException("no event: " + line);
        }
        return records.read(line, start, kind);
    }

    /** What nobody asked for in a turn is passed over. */
    private void skipToTurn() {
        while (at < lines.size()
                && !lines.get(at).startsWith(Journal.TURN)
                && !lines.get(at).startsWith(Journal.LAST)) {
            at++;
        }
    }

    private static long number(String line, int from) {
        return Long.parseLong(line.substring(from));
    }
}
