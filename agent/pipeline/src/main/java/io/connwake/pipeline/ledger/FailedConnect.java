package io.connwake.pipeline.ledger;

import io.connwake.pipeline.model.SpanId;
import io.connwake.recorder.event.OpenFailed;

/** A connect that threw. */
public record FailedConnect(OpenFailed event, ConnectKind kind, SpanId span) {}
