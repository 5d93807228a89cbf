package io.connwake.pipeline.rules;

import io.connwake.pipeline.ledger.Lease;
import io.connwake.pipeline.ledger.PoolSnapshot;
import io.connwake.pipeline.model.Finding.Severity;
import io.connwake.pipeline.model.SpanId;
import io.connwake.recorder.event.Peer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a rule says of a case at this moment.
 *
 * @param severity of a confirmed case: an error where the application is hurt, a warning where it will be
 * @param leases those of the case, the telling one first
 * @param links further spans of the case: connections, connects
 * @param snapshot the pool at that moment; null where it says nothing
 * @param peer the server, where no pool leads there; null if not known
 */
record Wording(
        String sentence,
        String evidence,
        String advice,
        Severity severity,
        List<Lease> leases,
        List<SpanId> links,
        @Nullable PoolSnapshot snapshot,
        @Nullable Peer peer) {
    /** Of an error. */
    static Wording of(String sentence, String evidence, String advice) {
        return new Wording(sentence, evidence, advice, Severity.ERROR, List.of(), List.of(), null, null);
    }

    Wording asWarning() {
        return new Wording(sentence, evidence, advice, Severity.WARN, leases, links, snapshot, peer);
    }

    Wording about(List<Lease> those) {
        return new Wording(sentence, evidence, advice, severity, those, links, snapshot, peer);
    }

    Wording linkedTo(List<SpanId> spans) {
        return new Wording(sentence, evidence, advice, severity, leases, spans, snapshot, peer);
    }

    Wording with(@Nullable PoolSnapshot then) {
        return new Wording(sentence, evidence, advice, severity, leases, links, then, peer);
    }

    Wording at(@Nullable Peer server) {
        return new Wording(sentence, evidence, advice, severity, leases, links, snapshot, server);
    }
}
