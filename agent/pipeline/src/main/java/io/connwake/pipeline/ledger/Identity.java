package io.connwake.pipeline.ledger;

import io.connwake.pipeline.model.Attributes;
import io.connwake.pipeline.model.Names;
import io.connwake.recorder.event.Peer;
import io.connwake.recorder.event.PoolFacts;
import org.jspecify.annotations.Nullable;

/** How a pool or a server is called. */
public final class Identity {
    private Identity() {}

    /** The attributes of everything that leads to this server. */
    public static void put(Attributes.Builder attributes, @Nullable Peer peer) {
        if (peer == null) {
            return;
        }
        attributes.put(Names.DB_SYSTEM, peer.system()).put(Names.DB_NAMESPACE, peer.namespace());
        attributes.put(Names.SERVER_ADDRESS, peer.address());
        if (peer.address() != null && peer.port() > 0) {
            attributes.put(Names.SERVER_PORT, peer.port());
        }
    }

    static Attributes of(Pool pool, @Nullable Peer server) {
        Attributes.Builder attributes = Attributes.builder().put(Names.POOL_NAME, nameOf(pool));
        put(attributes, server);
        return attributes.build();
    }

    static Attributes of(@Nullable Peer peer) {
        Attributes.Builder attributes = Attributes.builder();
        put(attributes, peer);
        return attributes.build();
    }

    static String nameOf(Pool pool) {
        PoolFacts facts = pool.facts();
        if (facts != null && facts.name() != null) {
            return facts.name();
        }
        Peer peer = pool.peer();
        if (peer != null) {
            return peer.namespace() == null ? peer.label() : peer.namespace();
        }
        return facts == null ? "pool" : facts.library();
    }
}
