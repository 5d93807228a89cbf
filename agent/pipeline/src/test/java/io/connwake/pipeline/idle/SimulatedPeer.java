package io.connwake.pipeline.idle;

import java.util.Random;

/** A peer of which all is known: its limit, how often it kills at random, when it restarts. */
final class SimulatedPeer {
    static final double NONE = Double.POSITIVE_INFINITY;
    private static final double SECOND = 1e9;

    final IdleHistory history = new IdleHistory();
    private final Random random;
    private final double limitSeconds;
    private double killsPerSecond;
    private double restartsAtSeconds = NONE;
    private boolean tells;
    private double firstSeconds;
    private double jitterSeconds;

    SimulatedPeer(long seed, double limitSeconds) {
        this.random = new Random(seed * 7919 + 13);
        this.limitSeconds = limitSeconds;
    }

    /** Its connections are killed at random, whatever their age. */
    SimulatedPeer killing(double perSecond) {
        killsPerSecond = perSecond;
        return this;
    }

    SimulatedPeer restartingAt(double seconds) {
        restartsAtSeconds = seconds;
        return this;
    }

    SimulatedPeer from(double seconds) {
        firstSeconds = seconds;
        return this;
    }

    /** Its clock and the client's differ by up to so much, either way. */
    SimulatedPeer measuredWithin(double seconds) {
        jitterSeconds = seconds;
        return this;
    }

    /** It says why it closed a connection. */
    SimulatedPeer telling() {
        tells = true;
        return this;
    }

    /** Each of so many connections idles once for a time in that range, from any moment of the first seconds on. */
    IdleEvidence observe(int connections, double from, double to, double seconds) {
        for (int i = 0; i < connections; i++) {
            spell(firstSeconds + random.nextDouble() * seconds, from + random.nextDouble() * (to - from));
        }
        return history.evidence();
    }

    private void spell(double start, double idle) {
        double end = start + idle;
        double kill = killsPerSecond == 0 ? NONE : start - Math.log(1 - random.nextDouble()) / killsPerSecond;
        double restart = restartsAtSeconds < start ? NONE : restartsAtSeconds;
        double limit = start + limitSeconds + (random.nextDouble() * 2 - 1) * jitterSeconds;
        double death = Math.min(limit, Math.min(kill, restart));
        boolean says = tells && death == limit;
        Ending ending = death > end ? Ending.SURVIVED : says ? Ending.TIMED_OUT : Ending.DIED;
        history.add(ending, (long) (idle * SECOND), (long) (end * SECOND));
    }
}
