package io.connwake.report.facts;

import io.connwake.pipeline.model.Attributes;
import io.connwake.pipeline.model.Finding.State;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A diagnosis; what was said of it last counts. */
public final class Finding {
    private static final int MOST_LINKS = 500;

    public final Instance process;
    public final String id;
    /** Spans of leases and connections that it is about. */
    public final Set<Long> links = new LinkedHashSet<>();

    private String kind = "";
    private String sentence = "";
    private String severity = "warn";
    private String state = "suspected";
    private Attributes attributes = Attributes.NONE;
    private @Nullable String trace;
    private long lastNanos = Long.MIN_VALUE;
    private boolean isLogged;
    private boolean wasConfirmed;

    Finding(Instance process, String id) {
        this.process = process;
        this.id = id;
    }

    /** A log record says more than a span; of the same kind the later one counts. A suspicion says nothing to show. */
    void told(io.connwake.pipeline.model.Finding record) {
        wasConfirmed |= record.state() == State.CONFIRMED;
        if (record.state() == State.SUSPECTED || (isLogged && record.epochNanos() < lastNanos)) {
            return;
        }
        isLogged = true;
        severity = word(record.severity());
        take(record.kind(), record.state().label(), record.sentence(), record.attributes(), record.epochNanos());
        trace = Spans.trace(record.span());
    }

    void shown(String ofKind, String newState, String text, Attributes told, long atNanos, @Nullable String ofTrace) {
        wasConfirmed = true;
        if (!isLogged && atNanos >= lastNanos) {
            take(ofKind, newState, text, told, atNanos);
            trace = ofTrace;
        }
    }

    void linked(long span) {
        if (links.size() < MOST_LINKS) {
            links.add(span);
        }
    }

    private void take(String ofKind, String newState, String text, Attributes told, long atNanos) {
        kind = ofKind;
        state = known(newState);
        sentence = text;
        attributes = told;
        lastNanos = atNanos;
    }

    /** One of the words that there are: what was told of at all was confirmed. */
    private static String known(String told) {
        boolean isResolved = State.RESOLVED.label().equalsIgnoreCase(told);
        return (isResolved ? State.RESOLVED : State.CONFIRMED).label();
    }

    private static String word(io.connwake.pipeline.model.Finding.Severity of) {
        return switch (of) {
            case ERROR -> "error";
            case WARN -> "warn";
            case INFO -> "info";
        };
    }

    /** At some time, though it may be resolved since. What never was is nothing to show. */
    public boolean wasConfirmed() {
        return wasConfirmed;
    }

    /** And is not resolved. */
    public boolean isConfirmed() {
        return wasConfirmed && state.equals("confirmed");
    }

    public String kind() {
        return kind;
    }

    public String sentence() {
        return sentence;
    }

    /** {@code error}, {@code warn} or {@code info}. */
    public String severity() {
        return severity;
    }

    public String state() {
        return state;
    }

    public Attributes attributes() {
        return attributes;
    }

    /** Of its span, in hexadecimal; null if it has none. */
    public @Nullable String trace() {
        return trace;
    }

    public long lastNanos() {
        return lastNanos;
    }
}
