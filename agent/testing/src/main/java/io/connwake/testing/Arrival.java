package io.connwake.testing;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Duration;

/** One export between its arrival and its answer. */
final class Arrival {
    private final HttpExchange exchange;
    private final Signal signal;
    private final Telemetry telemetry;
    private final Inbox inbox;
    private final Hold hold;

    /** Blocks until so much time has gone by or the receiver releases. */
    interface Hold {
        void atMost(long nanos) throws InterruptedException;
    }

    Arrival(HttpExchange exchange, Signal signal, Telemetry telemetry, Inbox inbox, Hold hold) {
        this.exchange = exchange;
        this.signal = signal;
        this.telemetry = telemetry;
        this.inbox = inbox;
        this.hold = hold;
    }

    /** Taken before it is answered, so that a client whose flush has returned finds it here. */
    void take(int rejected) {
        inbox.take(telemetry.without(rejected));
    }

    void holdUntilReleased() throws InterruptedException {
        hold.atMost(Long.MAX_VALUE);
    }

    void holdFor(Duration delay) throws InterruptedException {
        hold.atMost(delay.toNanos());
    }

    void header(String name, String value) {
        exchange.getResponseHeaders().set(name, value);
    }

    void answer(int status, byte[] body) throws IOException {
        header("Content-Type", Exports.PROTOBUF);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    void answerPartialSuccess(int rejected, String message) throws IOException {
        answer(200, signal.partialSuccess(rejected, message));
    }

    /** Promises more than it sends. */
    void answerHalf(byte[] half) throws IOException {
        header("Content-Type", Exports.PROTOBUF);
        exchange.sendResponseHeaders(200, half.length * 2L);
        exchange.getResponseBody().write(half);
        exchange.getResponseBody().flush();
    }

    void breakOff() {
        exchange.close();
    }
}
