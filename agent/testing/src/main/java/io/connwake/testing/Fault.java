package io.connwake.testing;

import java.io.IOException;
import java.time.Duration;

/** How the receiver treats a request. A fault changes the answer; only those that answer with success take what was sent. */
public final class Fault {
    static final Fault NONE = new Fault(arrival -> {
        arrival.take(0);
        arrival.answer(200, Signal.FULL_SUCCESS);
    });

    /** No message of OTLP: its first byte announces a field of a wire type that does not exist. */
    private static final byte[] GARBAGE = {0x0f, 0x7f, 0x3c, 0x21, (byte) 0xff, (byte) 0xfe};

    private interface Conduct {
        void towards(Arrival arrival) throws IOException, InterruptedException;
    }

    private final Conduct conduct;

    private Fault(Conduct conduct) {
        this.conduct = conduct;
    }

    /** Answers with this status and takes nothing. */
    public static Fault status(int code) {
        return new Fault(arrival -> arrival.answer(code, Signal.FULL_SUCCESS));
    }

    /** Answers with this status and a Retry-After, and takes nothing. */
    public static Fault status(int code, int retryAfterSeconds) {
        return new Fault(arrival -> {
            arrival.header("Retry-After", Integer.toString(retryAfterSeconds));
            arrival.answer(code, Signal.FULL_SUCCESS);
        });
    }

    /** Accepts the request and says nothing until released, then breaks off; takes nothing. */
    public static Fault hang() {
        return new Fault(arrival -> {
            arrival.holdUntilReleased();
            arrival.breakOff();
        });
    }

    /** Answers properly, that much later (or as soon as released). */
    public static Fault slow(Duration delay) {
        return new Fault(arrival -> {
            arrival.holdFor(delay);
            NONE.meet(arrival);
        });
    }

    /** Takes all but the first so many items, and says so. */
    public static Fault partialSuccess(int rejected, String message) {
        return new Fault(arrival -> {
            arrival.take(rejected);
            arrival.answerPartialSuccess(rejected, message);
        });
    }

    /** Takes what was sent and answers 200 with a body that is no message. */
    public static Fault garbage() {
        return new Fault(arrival -> {
            arrival.take(0);
            arrival.answer(200, GARBAGE);
        });
    }

    /**
     * Takes what was sent, begins to answer and closes the connection in the middle. HttpURLConnection of JDK 17 takes what
     * came for the whole, that of 25 fails.
     */
    public static Fault dropMidAnswer() {
        return new Fault(arrival -> {
            arrival.take(0);
            arrival.answerHalf(GARBAGE);
            arrival.breakOff();
        });
    }

    void meet(Arrival arrival) throws IOException, InterruptedException {
        conduct.towards(arrival);
    }
}
