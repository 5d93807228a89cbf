package io.connwake.pipeline.rules;

import io.connwake.pipeline.ledger.Ledger;
import io.connwake.pipeline.origin.PipelineSettings;

/** What every rule may ask and tell. */
record RuleContext(PipelineSettings settings, Ledger ledger, Cases cases, FindingSink sink, Frameworks frameworks) {}
