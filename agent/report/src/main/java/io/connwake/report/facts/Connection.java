package io.connwake.report.facts;

import io.connwake.pipeline.model.Attributes;
import io.connwake.pipeline.model.Names;
import io.connwake.pipeline.model.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A physical connection. Times are 0 where they are not known. */
public final class Connection {
    private static final int MOST_MARKS = 50;
    private static final int MOST_COMMON_MARKS = 15;

    public final int index;
    public final Instance process;
    public final long id;
    public @Nullable Pool pool;
    public @Nullable String peer;
    public @Nullable String system;
    public @Nullable String phase;
    public @Nullable String reason;
    public long session;
    public long uses;
    public long openedNanos;
    public long closedNanos;
    public long connectSpan;
    public long lifeSpan;
    public int leases;
    public boolean hasErrors;
    private @Nullable Death death;
    private final List<Mark> marks = new ArrayList<>(1);
    private int commonMarks;

    Connection(int index, Instance process, long id) {
        this.index = index;
        this.process = process;
        this.id = id;
    }

    /** The server gave it up while it was idle. */
    public record Death(
            String kind, long idleNanos, @Nullable String operation, long atNanos) {}

    /** Something that happened to it. */
    public record Mark(long atNanos, String kind, String text) {}

    void where(@Nullable Pool of, Attributes attributes) {
        pool = of == null ? pool : of;
        String told = Peers.of(attributes);
        peer = told == null ? peer : told;
        String kind = Values.text(attributes, Names.DB_SYSTEM);
        system = kind == null ? system : kind;
        session = Values.whole(attributes, Names.SERVER_SESSION, session);
    }

    /** Whether a span of that kind was there already, or this one is of a time at which it was not open. */
    boolean isKnown(long spanOfKind, Span span) {
        boolean isLater = closedNanos > 0 && span.startEpochNanos() >= closedNanos;
        return spanOfKind != 0 || isLater || span.endEpochNanos() < openedNanos;
    }

    /** What an exception or a life says of its end, if it was given up while idle. It dies once. */
    void died(Attributes attributes, long atNanos) {
        String kind = Values.text(attributes, Names.STALE_KIND);
        if (kind != null && (death == null || atNanos < death.atNanos())) {
            long idleNanos = Values.nanos(attributes, Names.STALE_IDLE_FOR, 0);
            String operation = Values.text(attributes, Names.STALE_OPERATION);
            if (death == null) {
                mark(atNanos, "stale", kind);
            }
            death = new Death(kind, idleNanos, operation, atNanos);
        }
    }

    public @Nullable Death death() {
        return death;
    }

    /** Those that happen to every lease are the first to be left out. */
    void mark(long atNanos, String kind, String text) {
        boolean isCommon = kind.equals("validated");
        boolean hasRoom = isCommon ? commonMarks < MOST_COMMON_MARKS : marks.size() - commonMarks < rareRoom();
        if (hasRoom) {
            commonMarks += isCommon ? 1 : 0;
            marks.add(new Mark(atNanos, kind, text));
        }
    }

    private static int rareRoom() {
        return MOST_MARKS - MOST_COMMON_MARKS;
    }

    public List<Mark> marks() {
        return marks;
    }
}
