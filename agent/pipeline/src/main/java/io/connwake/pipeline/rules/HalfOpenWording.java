package io.connwake.pipeline.rules;

import io.connwake.pipeline.failure.FailureKind;
import io.connwake.pipeline.ledger.Death;
import io.connwake.pipeline.ledger.Pool;
import io.connwake.recorder.event.StatementFailed.Call;

/**
 * What is said of connections that went silent, and what else it may have been.
 *
 * @param isCertain the other leases tell it from a slow statement
 * @param ofLineNanos the longest lease of that line that came back; 0 if none did
 * @param ofPoolNanos the longest of the pool's before
 */
record HalfOpenWording(Case its, Death death, boolean isCertain, long ofLineNanos, long ofPoolNanos) {
    private static final String TCP_KEEPALIVE = "the system's TCP keepalive with the driver's tcpKeepAlive=true";

    String sentence() {
        boolean isOpen = !isCertain && mayBeSlow();
        return "A connection that had been idle for " + Words.duration(death.idleNanos()) + " did not answer"
                + (isOpen ? " within " + waited() : "")
                + ": something between drops idle connections without a word"
                + (isOpen ? ", or the statement takes longer than its socket timeout" : "")
                + " (" + Words.count(its.count, "time", "times") + " so far).";
    }

    String evidence() {
        return (death.isValidatedAway() ? "The pool's test" : "The call") + " waited " + waited() + " in vain ("
                + death.kind().label() + ")" + longest() + ".";
    }

    String advice(Frameworks frameworks) {
        String remedy = remedy(frameworks);
        if (death.kind() == FailureKind.NET_TIMEOUT) {
            return "Keep " + remedy
                    + " Set the driver's socketTimeout, so that a caller does not hang until the system gives up.";
        }
        if (!mayBeSlow()) {
            return "Keep " + remedy;
        }
        String slow = "If a statement there may take longer than " + waited();
        return isCertain
                ? "Keep " + remedy + " " + slow + ", it was that: raise socketTimeout."
                : slow + ", raise the driver's socketTimeout. If none does, keep " + remedy;
    }

    private String remedy(Frameworks frameworks) {
        Pool pool = its.pool;
        PoolProperties properties = PoolProperties.of(pool == null ? "" : pool.library());
        PoolSetting setting = properties.has(PoolSetting.KEEPALIVE) ? PoolSetting.KEEPALIVE : PoolSetting.IDLE_TIMEOUT;
        long half = IdleRemedies.rounded(death.idleNanos() / 2);
        String below = "idle times below " + Words.duration(death.idleNanos()) + ": ";
        if (!properties.has(setting) && properties.has(PoolSetting.VALIDATION)) { // Vibur
            return death.isValidatedAway()
                    ? below + TCP_KEEPALIVE + "."
                    : below + TCP_KEEPALIVE + "; or let the pool test what idled for longer: "
                            + properties.set(PoolSetting.VALIDATION, half, frameworks)
                            + ", so that it is the test that waits.";
        }
        return below + properties.set(setting, half, frameworks) + ", or " + TCP_KEEPALIVE + ".";
    }

    /** Nothing but a statement, or what it left to be committed, can take its time. */
    private boolean mayBeSlow() {
        boolean asks = death.call() == Call.EXECUTE || death.call() == Call.END;
        return asks && death.kind() != FailureKind.NET_TIMEOUT && !death.isValidatedAway();
    }

    private String waited() {
        return Words.duration(death.tookNanos());
    }

    private String longest() {
        if (ofLineNanos > 0) {
            return "; the longest lease of this line took " + Words.duration(ofLineNanos);
        }
        return ofPoolNanos <= 0 ? "" : "; the longest lease before took " + Words.duration(ofPoolNanos);
    }
}
