package io.connwake.demo.stage;

import java.time.Duration;

/** What a customer got for one request, and after how long. */
public record Reply(Fate fate, Duration took) {
    /** How a request ended, seen from outside. A refusal is an answer too. */
    public enum Fate {
        ANSWERED,
        FAILED,
        GIVEN_UP
    }
}
