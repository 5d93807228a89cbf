package io.connwake.demo.stage;

import java.util.Optional;

/**
 * A function of {@code com.example.functions} as it is deployed.
 *
 * @param url of its database; empty for the demo's own
 * @param option of its JVM
 * @param clockStandsStill its monotonic clock does, while it is frozen, as Lambda's may
 */
public record Deployment(Class<?> function, Optional<String> url, Optional<String> option, boolean clockStandsStill) {
    public static Deployment of(Class<?> function) {
        return new Deployment(function, Optional.empty(), Optional.empty(), false);
    }

    public Deployment at(String databaseUrl) {
        return new Deployment(function, Optional.of(databaseUrl), option, clockStandsStill);
    }

    public Deployment with(String jvmOption) {
        return new Deployment(function, url, Optional.of(jvmOption), clockStandsStill);
    }

    public Deployment withSuspendedClock() {
        return new Deployment(function, url, option, true);
    }
}
