package io.connwake.pipeline.ledger;

import io.connwake.recorder.event.CodeLine;
import io.connwake.recorder.event.Peer;
import io.connwake.recorder.event.ThreadRef;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The openers seen so far; the oldest are forgotten. */
final class Openers {
    private static final int MOST = 512;

    private final Map<String, Lender> lenders = new LinkedHashMap<>();
    private final Opener unknown = new Opener(null, new Lender());

    /**
     * A pool that opens does it by a data source of its own, or on threads of its own, so that the pools of one library are
     * told apart.
     */
    Opener of(@Nullable CodeLine code, Peer peer, boolean pooled, int source, ThreadRef thread) {
        if (code == null) {
            return unknown;
        }
        String key = code.className() + "." + code.method() + " " + peer.label() + "/" + peer.namespace();
        if (!pooled) {
            return new Opener(null, lender(key));
        }
        Lender bySource = source == 0 ? null : lender(key + " #" + source);
        return new Opener(bySource, lender(key + " " + thread.name()));
    }

    private Lender lender(String key) {
        Lender lender = lenders.get(key);
        if (lender == null) {
            if (lenders.size() >= MOST) {
                lenders.remove(lenders.keySet().iterator().next());
            }
            lender = new Lender();
            lenders.put(key, lender);
        }
        return lender;
    }
}
