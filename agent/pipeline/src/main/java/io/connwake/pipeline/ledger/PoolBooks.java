package io.connwake.pipeline.ledger;

import io.connwake.recorder.event.Peer;
import io.connwake.recorder.event.PoolBuilt;
import io.connwake.recorder.event.PoolClosed;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The pools' beginnings and ends. A pool is told once it is ready and its server known; which of its configuration it is
 * depends on what made it and where it leads, not on its name, which some libraries number, nor on the user.
 */
final class PoolBooks {
    private static final int MOST = 1_024;

    private final Accounts accounts;
    private final LedgerListener listener;
    private final Map<String, Configuration> configurations = new HashMap<>();

    PoolBooks(Accounts accounts, LedgerListener listener) {
        this.accounts = accounts;
        this.listener = listener;
    }

    private static final class Configuration {
        private int built;
        private int closed;
    }

    void built(PoolBuilt event, @Nullable Invocation within) {
        accounts.pool(event.poolId()).life().built(event, within);
    }

    void closed(PoolClosed event) {
        Pool pool = accounts.known(event.poolId());
        if (pool == null) {
            return;
        }
        boolean known = pool.life().isTold();
        if (pool.life().closed(event) && known) {
            countClosed(pool);
        }
    }

    /** @param all also those of which it is not known where they lead */
    void tell(boolean all) {
        for (Pool pool : accounts.pools()) {
            PoolLife life = pool.life();
            if (life.isNews() && (all || pool.peer() != null || life.isOver() || life.failure() != null)) {
                tell(pool);
            }
        }
    }

    private void tell(Pool pool) {
        Configuration configuration = configuration(pool);
        if (configuration != null && pool.life().failure() == null) {
            pool.life().numbered(configuration.built + 1, configuration.built - configuration.closed);
            configuration.built++;
        }
        listener.built(pool);
        pool.life().told();
        if (pool.life().isTold()) {
            countClosed(pool);
        }
    }

    private void countClosed(Pool pool) {
        Configuration configuration = configuration(pool);
        if (configuration != null && pool.life().isClosed() && pool.life().number() > 0) {
            configuration.closed++;
        }
    }

    private @Nullable Configuration configuration(Pool pool) {
        Peer peer = pool.peer();
        if (peer == null) {
            return null;
        }
        String key = pool.library() + " " + peer.system() + " " + peer.label() + "/" + peer.namespace();
        Configuration known = configurations.get(key);
        if (known == null && configurations.size() < MOST) {
            known = new Configuration();
            configurations.put(key, known);
        }
        return known;
    }
}
