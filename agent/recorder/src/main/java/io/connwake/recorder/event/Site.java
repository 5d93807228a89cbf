package io.connwake.recorder.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the application acquired: its own frames, innermost first, at least one and at most five. Interned, so equal
 * sites are mostly the same object.
 *
 * @param owners how many of the first frames pass the connection on (they return one, or what is read with it, or construct an
 *     object); the frame after them is the one that owns the lease: as long as it is on the stack the lease is in use. Its caller
 *     follows, if it has one in the application
 * @param keeper what may keep the connection after that frame's method has returned
 */
public record Site(List<CodeLine> frames, int owners, Keeper keeper) {
    /** From the shortest to the longest. */
    public enum Keeper {
        /** Nothing: the application asked for it itself. */
        METHOD,
        /**
         * Whoever has a handle that borrows when it is first used: Spring's {@code LazyConnectionDataSourceProxy} asked
         * for it.
         */
        HANDLE,
        /** The transaction around, if there is one: Spring's {@code JdbcTemplate} asked for it. */
        TRANSACTION,
        /** The session or transaction of the framework that asked for it, of which no frame has to be on the stack. */
        SESSION
    }

    public Site {
        frames = List.copyOf(frames);
    }

    public Site(List<CodeLine> frames, int owners) {
        this(frames, owners, Keeper.METHOD);
    }

    // As in CodeLine: sites are looked up by value early in the life of a process.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Site that
                && owners == that.owners
                && keeper == that.keeper
                && frames.equals(that.frames);
    }

    @Override
    public int hashCode() {
        return frames.hashCode() * 31 + owners;
    }

    /** The line that acquired. */
    public CodeLine line() {
        return frames.get(0);
    }

    /** Whether the same method owns what both acquired, by the same calls; whoever called that. */
    public boolean isOfSameOwner(@Nullable Site other) {
        int end = Math.min(owners + 1, frames.size());
        return other != null
                && owners == other.owners
                && other.frames.size() >= end
                && frames.subList(0, end).equals(other.frames.subList(0, end));
    }

    /** Who called the owner; null if that is not the application. */
    public @Nullable CodeLine caller() {
        int caller = Math.min(owners, frames.size() - 1) + 1;
        return caller < frames.size() ? frames.get(caller) : null;
    }

    /** The method which is expected to give the connection back. */
    public CodeLine owner() {
        return frames.get(Math.min(owners, frames.size() - 1));
    }
}
