package io.connwake.recorder.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

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

    // As in CodeLine: sites are looked up by value early in the life of a process.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Site that && owners == that.owners && frames.equals(that.frames);
    }

    @Override
    public int hashCode() {
        return frames.hashCode() * 31 + owners;
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
