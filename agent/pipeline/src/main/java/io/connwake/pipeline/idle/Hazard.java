package io.connwake.pipeline.idle;

import java.util.List;

/**
 * How well deaths and survivals are explained without any limit: connections are killed now and then, at random, so that
 * the longer one idles the likelier it is to be hit; and some die whatever their age.
 */
final class Hazard {
    private static final double[] BASES = {0, 0.001, 0.003, 0.01, 0.03, 0.1, 0.2, 0.4, 0.6};
    private static final int RATES = 28;

    private Hazard() {}

    /** The logarithm of the likelihood at the best of many rates. */
    static double logLikelihood(List<Spell> deaths, Spells survivals) {
        double meanNanos = 0;
        for (Spell each : deaths) {
            meanNanos += (double) each.idleNanos() / deaths.size();
        }
        double best = Double.NEGATIVE_INFINITY;
        for (double base : BASES) {
            for (int i = 0; i < RATES; i++) {
                double perNano = Math.pow(2, i / 2.0 - 9) / meanNanos;
                best = Math.max(best, logLikelihood(deaths, survivals, base, perNano));
            }
        }
        return best;
    }

    private static double logLikelihood(List<Spell> deaths, Spells survivals, double base, double perNano) {
        double sum = survivals.count() * Math.log1p(-base) - perNano * survivals.sumNanos();
        for (Spell each : deaths) {
            sum += Math.log(-Math.expm1(Math.log1p(-base) - perNano * each.idleNanos()));
        }
        return sum;
    }
}
