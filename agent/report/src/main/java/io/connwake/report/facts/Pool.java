package io.connwake.report.facts;

import io.connwake.pipeline.model.Attributes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The pools of one name and server in one process: they share their metrics, and so an entry. */
public final class Pool {
    public final int index;
    public final Instance process;
    public final String name;
    /** Its metrics, by name; one for each further attribute. */
    public final Map<String, List<Series>> series = new HashMap<>();
    /** How many were built. */
    public long built;
    /** Leases that succeeded, and those that failed. */
    public long leases;

    public long failures;
    public long timeouts;
    /** Leases that did not come back, other than those that were out when the process ended. */
    public long lost;

    private final Set<Long> ids = new HashSet<>();
    private final Set<String> others = new HashSet<>();
    private long id = -1;
    private @Nullable String peer;
    private @Nullable String namespace;
    private @Nullable String system;
    private Attributes settings = Attributes.NONE;
    private long settingsNanos = Long.MIN_VALUE;
    private long limit = -1;
    private long limitNanos = Long.MIN_VALUE;

    Pool(int index, Instance process, String name, @Nullable String peer, @Nullable String namespace) {
        this.index = index;
        this.process = process;
        this.name = name;
        this.peer = peer;
        this.namespace = namespace;
    }

    /** Takes them on if it knows none yet. */
    boolean isOf(String otherPeer, @Nullable String otherNamespace) {
        if (peer == null) {
            peer = otherPeer;
            namespace = otherNamespace;
        }
        return (peer.equals(otherPeer) || others.contains(otherPeer))
                && (namespace == null || otherNamespace == null || Objects.equals(namespace, otherNamespace));
    }

    boolean has(long its) {
        return ids.contains(its);
    }

    /** Beside the one that it is configured to. */
    void leadsTo(String other) {
        others.add(other);
    }

    void known(long its, @Nullable String kind, @Nullable String database) {
        id = id < 0 ? its : id;
        if (its >= 0) {
            ids.add(its);
        }
        system = system == null ? kind : system;
        namespace = namespace == null ? database : namespace;
    }

    void built(Attributes told, long atNanos) {
        built++;
        if (atNanos >= settingsNanos) {
            settings = told;
            configured(Peers.of(told));
            settingsNanos = atNanos;
        }
    }

    private void configured(@Nullable String told) {
        if (told != null && peer != null && !told.equals(peer)) {
            others.add(peer);
            peer = told;
        }
    }

    /** All series of a metric together; null if there is none. */
    public @Nullable Tally tally(String metric) {
        Tally sum = null;
        for (Series each : series.getOrDefault(metric, List.of())) {
            sum = Tally.sum(sum, each.tally());
        }
        return sum;
    }

    /** The sum over all series of a metric; -1 if there is none. */
    public long count(String metric) {
        double sum = 0;
        for (Series each : series.getOrDefault(metric, List.of())) {
            sum += each.value();
        }
        return series.containsKey(metric) ? Math.round(sum) : -1;
    }

    /** The most that a level was; -1 if it is not known. */
    public long most(String metric) {
        double most = -1;
        for (Series each : series.getOrDefault(metric, List.of())) {
            for (Series.Point point : each.points()) {
                most = Math.max(most, point.value());
            }
        }
        return Math.round(most);
    }

    void limited(long told, long atNanos) {
        if (told >= 0 && atNanos >= limitNanos) {
            limit = told;
            limitNanos = atNanos;
        }
    }

    /** As its last snapshot told it; -1 if none did. */
    public long limit() {
        return limit;
    }

    /** How many have this name; 0 if none of them told its id. */
    public int pools() {
        return ids.size();
    }

    /** The first one's; -1 if it is not known. */
    public long id() {
        return id;
    }

    public @Nullable String peer() {
        return peer;
    }

    public @Nullable String namespace() {
        return namespace;
    }

    public @Nullable String system() {
        return system;
    }

    /** Those of the last that was built. */
    public Attributes settings() {
        return settings;
    }
}
