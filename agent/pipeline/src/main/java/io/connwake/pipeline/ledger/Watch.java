package io.connwake.pipeline.ledger;

import io.connwake.recorder.event.Site;
import io.connwake.recorder.event.StillOpen;
import org.jspecify.annotations.Nullable;

/** What the sweeps saw of a lease. */
public final class Watch {
    private @Nullable StillOpen look;
    private boolean isLookOfAlarm;
    private @Nullable Site likelySite;
    private long firstUsedNanos;
    private long lastUsedNanos;
    private int statements;
    private boolean isCounted;
    private int errors;
    private boolean used;
    private long nextLookNanos = Long.MIN_VALUE;
    private @Nullable Siblings siblings;
    private long followedByOtherNanos = Long.MIN_VALUE;
    private long followedByThreadNanos = Long.MIN_VALUE;

    /** Where it was most likely acquired, by its statements; null as long as nothing tells. */
    @Nullable
    Site likelySite() {
        return likelySite;
    }

    void likelyAt(Site site) {
        likelySite = site;
    }

    /** The last close look while it was open. */
    public @Nullable StillOpen look() {
        return look;
    }

    /** End of the last driver call, or of the acquire. */
    public long lastUsedNanos() {
        return lastUsedNanos;
    }

    public boolean unusedFor(long nanos, long nowNanos) {
        return used && nowNanos - lastUsedNanos >= nanos;
    }

    void isOneOf(Siblings itsOwn) {
        siblings = itsOwn;
    }

    /** Another connection was opened where this one was. */
    void followed(long nanos, boolean byItsThread) {
        if (byItsThread) {
            followedByThreadNanos = nanos;
        } else {
            followedByOtherNanos = nanos;
        }
    }

    /**
     * Whoever acquired there later did not know of it: another thread after this one was last used, where its own has
     * ended; else its own thread, once it was unused for so long. Unless some that were acquired there are kept, or it is only
     * one and nothing went wrong.
     */
    public boolean isLeftBehind(long nanos) {
        boolean isUnknown =
                (isDead() && isAfterUse(followedByOtherNanos, 1)) || isAfterUse(followedByThreadNanos, nanos);
        return isUnknown && siblings != null && siblings.mayBeForgotten(errors > 0);
    }

    /** It may be left behind: how its thread is tells a look. */
    boolean mayBeLeftBehind() {
        return isAfterUse(followedByOtherNanos, 1) || isAfterUse(followedByThreadNanos, 1);
    }

    private boolean isAfterUse(long instantNanos, long byNanos) {
        return instantNanos != Long.MIN_VALUE && instantNanos - lastUsedNanos >= byNanos;
    }

    boolean isCounted() {
        return isCounted;
    }

    int statements() {
        return statements;
    }

    int errors() {
        return errors;
    }

    boolean isDead() {
        return look != null && look.holder() == StillOpen.Holder.DEAD;
    }

    void lookedAt(StillOpen event, boolean isAlarm) {
        look = event;
        isLookOfAlarm = isAlarm;
        counted(event.statements(), event.errors());
        usedUntil(event.lastUsedNanos());
    }

    void counted(int statementsSoFar, int errorsSoFar) {
        isCounted = true;
        statements = statementsSoFar;
        errors = errorsSoFar;
    }

    /** Where somebody waited in vain, what was seen for another reason says too little. */
    boolean wasLookedAt(long sinceNanos, boolean isAlarm) {
        return look != null && (isLookOfAlarm || !isAlarm) && look.atNanos() - sinceNanos > 0;
    }

    void usedUntil(long nanos) {
        firstUsedNanos = used ? firstUsedNanos : nanos;
        lastUsedNanos = used ? Math.max(lastUsedNanos, nanos) : nanos;
        used = true;
        if (siblings != null) {
            siblings.isUsedFor(lastUsedNanos - firstUsedNanos);
        }
    }

    /** Not to be looked at closely before then. */
    void rest(long untilNanos) {
        nextLookNanos = untilNanos;
    }

    boolean rests(long nowNanos) {
        return nextLookNanos != Long.MIN_VALUE && nowNanos - nextLookNanos < 0;
    }
}
