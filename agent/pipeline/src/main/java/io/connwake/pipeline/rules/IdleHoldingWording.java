package io.connwake.pipeline.rules;

/** What is said of leases that are held for something else than the database. */
final class IdleHoldingWording {
    private final Frameworks frameworks;

    IdleHoldingWording(Frameworks frameworks) {
        this.frameworks = frameworks;
    }

    /** An error where others waited for what was held meanwhile. */
    Wording confirmed(IdleHolding place) {
        String each = Words.duration(place.heldNanos / place.idle);
        String database = Words.duration(place.databaseNanos / place.idle);
        String sentence = "Connections of pool " + place.pool.name() + " are held for something else: "
                + Words.count(place.idle) + " leases of " + place.line + " lasted " + each
                + " on average, of which the database had " + database + ".";
        Wording wording = Wording.of(sentence, evidence(place), advice(place)).about(place.leases());
        return place.mostWaiting > 0 ? wording : wording.asWarning();
    }

    private String evidence(IdleHolding place) {
        long percent = place.heldNanos == 0 ? 0 : place.databaseNanos * 100 / place.heldNanos;
        StringBuilder text = new StringBuilder()
                .append(Words.count(place.idle))
                .append(" of ")
                .append(Words.count(place.total, "lease", "leases"))
                .append(" of a second or more spent ")
                .append(percent)
                .append(" % of their time in the database; in ")
                .append(Words.count(place.looks - place.inDriver))
                .append(" of ")
                .append(Words.count(place.looks, "look", "looks"))
                .append(" the holder was not in the driver");
        if (place.place() != null) {
            text.append(", mostly at ").append(place.place());
        }
        if (isOpenInView(place)) {
            text.append("; in ")
                    .append(Words.count(place.keptOpen))
                    .append(" no transaction was seen on its stack, the request's session kept it");
        }
        if (place.mostWaiting > 0) {
            text.append("; up to ")
                    .append(Words.count(place.mostWaiting, "acquire", "acquires"))
                    .append(" waited meanwhile");
        }
        return text.append('.').toString();
    }

    private boolean isOpenInView(IdleHolding place) {
        return place.isKeptOpen() && frameworks.opensSessionsInView();
    }

    private String advice(IdleHolding place) {
        String larger = PoolProperties.of(place.pool.library()).largerLimit(frameworks);
        if (isOpenInView(place)) {
            return "Set " + Frameworks.NOT_IN_VIEW
                    + ", so that the connection goes back when its transaction ends, not with the"
                    + " response (what is loaded lazily must be read before then); " + larger
                    + " would only pay for the idle time.";
        }
        String what = place.place() == null ? "what is not the database's work" : "what is done at " + place.place();
        return "Move " + what + " before " + place.line + " acquires or after the connection is closed, or acquire"
                + " anew for the second part; " + larger + " would only pay for the idle time.";
    }
}
