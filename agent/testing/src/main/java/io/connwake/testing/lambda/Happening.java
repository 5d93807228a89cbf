package io.connwake.testing.lambda;

import java.time.Duration;

/** Something that the emulator saw or did, and when by the environment's own age. */
public record Happening(Duration age, String what) {
    @Override
    public String toString() {
        return age.toMillis() + " ms " + what;
    }
}
