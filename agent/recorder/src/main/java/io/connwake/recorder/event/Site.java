package io.connwake.recorder.event;

import java.util.List;

/**
 * Where the application acquired: its own frames, innermost first, at least one and at most eight. Interned, so equal
 * sites are mostly the same object.
 *
 * @param owners how many of the first frames pass the connection on (they return one, or construct an object); the
 *     frame after them is the one that owns the lease: as long as it is on the stack the lease is in use
 */
public record Site(List<CodeLine> frames, int owners) {
    public Site {
        frames = List.copyOf(frames);
    }

    /** The line that acquired. */
    public CodeLine line() {
        return frames.get(0);
    }

    /** The method which is expected to give the connection back. */
    public CodeLine owner() {
        return frames.get(Math.min(owners, frames.size() - 1));
    }
}
