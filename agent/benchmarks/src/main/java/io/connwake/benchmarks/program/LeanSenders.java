package io.connwake.benchmarks.program;

import io.connwake.otlp.http.SocketSenders;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderConfig;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;

/** The agent's own sender as a service, so that an SDK without the agent is compared at the same price of sending. */
public final class LeanSenders implements HttpSenderProvider {
    private final SocketSenders senders = new SocketSenders(System.err::println, System::nanoTime);

    @Override
    public HttpSender createSender(HttpSenderConfig config) {
        return senders.createSender(config);
    }
}
