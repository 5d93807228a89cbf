package io.connwake.pipeline;

import io.connwake.recorder.event.Acquired;
import io.connwake.recorder.event.CodeLine;
import io.connwake.recorder.event.Released;
import io.connwake.recorder.event.StillOpen.Holder;
import io.connwake.recorder.event.ThreadRef;

/** What the recorder would know of an open lease. */
final class OpenLease {
    static final CodeLine ELSEWHERE = new CodeLine("com.acme.Server", "next", "Server.java", 12);

    final Acquired acquired;
    Holder holder;
    int statements;
    int errors;
    long survivedIdleNanos = -1;
    long lastUsedNanos;
    boolean garbage;
    boolean inDriver;
    boolean keptOpen;
    long dbNanos;
    boolean workLeft;

    OpenLease(Acquired acquired, Holder holder) {
        this.acquired = acquired;
        this.holder = holder;
        this.lastUsedNanos = acquired.atNanos();
    }

    Released released(long nanos) {
        return released(nanos, acquired.thread());
    }

    Released released(long nanos, ThreadRef thread) {
        return new Released(
                nanos,
                acquired,
                thread,
                statements,
                errors,
                dbNanos == 0 ? statements * Scene.MILLI : dbNanos,
                survivedIdleNanos,
                null,
                workLeft,
                workLeft);
    }
}
