package io.connwake.pipeline.ledger;

import io.connwake.recorder.event.CodeLine;
import io.connwake.recorder.event.Peer;
import io.connwake.recorder.event.ThreadRef;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The openers seen so far; those that do not fit share one that never gets a pool of its own. */
final class Openers {
    private static final int MOST = 512;

    private final Map<String, Opener> openers = new HashMap<>();
    private final Opener unknown = new Opener();

    /** A filler thread serves one pool, so where a library opens its thread's name tells its pools apart. */
    Opener of(@Nullable CodeLine code, Peer peer, boolean pooled, ThreadRef thread) {
        if (code == null) {
            return unknown;
        }
        String key = code.className() + "." + code.method() + " " + peer.label() + "/" + peer.namespace();
        if (pooled) {
            key = key + " " + thread.name();
        }
        Opener opener = openers.get(key);
        if (opener == null) {
            opener = new Opener();
            if (openers.size() < MOST) {
                openers.put(key, opener);
            }
        }
        return opener;
    }
}
