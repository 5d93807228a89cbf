package io.connwake.otlp;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One setting that we pass on to the SDK, which gives up as a whole where a value is bad: so a bad one is left out
 * beforehand.
 *
 * @param secret its value may not be shown
 */
record Setting(String name, Shape shape, boolean secret) {
    /** What a value has to look like. */
    enum Shape {
        ENDPOINT,
        HEADERS,
        DURATION,
        COUNT,
        TRUTH,
        RATIO,
        CERTIFICATES,
        KEY,
        COMPRESSION,
        TEMPORALITY,
        SAMPLER,
        UNSUPPORTED
    }

    private static final Set<String> SAMPLERS = Set.of(
            "always_on",
            "always_off",
            "traceidratio",
            "parentbased_always_on",
            "parentbased_always_off",
            "parentbased_traceidratio");

    static Setting of(String name, Shape shape) {
        return new Setting(name, shape, shape == Shape.HEADERS);
    }

    /** As people know it. */
    String variable() {
        return variable(name);
    }

    static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replace('.', '_');
    }

    /** What is wrong with the value, null if nothing is. */
    @Nullable
    String objection(String value) {
        return switch (shape) {
            case ENDPOINT -> Syntax.isEndpoint(value) ? null : "is no http or https URL of host, port and path";
            case HEADERS -> Syntax.isHeaders(value) ? null : "is no list of name=value";
            case DURATION -> Syntax.millis(value) >= 0 ? null : "is no duration";
            case COUNT -> Syntax.isCount(value) ? null : "is no positive number";
            case TRUTH ->
                value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false") ? null : "is not true or false";
            case RATIO -> Syntax.isRatio(value) ? null : "is no number from 0 to 1";
            case CERTIFICATES -> KeyFile.objectionToCertificates(value);
            case KEY -> KeyFile.objectionToKey(value);
            case COMPRESSION -> value.equals("gzip") || value.equals("none") ? null : "is not gzip or none";
            case TEMPORALITY -> Syntax.isTemporality(value) ? null : "is not cumulative, delta or lowmemory";
            case SAMPLER -> SAMPLERS.contains(value) ? null : "is no sampler known here";
            case UNSUPPORTED -> "is not supported";
        };
    }
}
