package io.connwake.report.facts;

import io.connwake.pipeline.model.Attributes;
import io.connwake.pipeline.model.Names;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that the recordings told. There is a bound to connections, leases, invocations, names and each series' points, which
 * grow with time; none to processes, pools, series and findings.
 */
public final class Facts {
    private static final int MOST_CONNECTIONS = 500_000;
    private static final int MOST_KINDS = 100;
    private static final int MOST_NAMES = 10_000;

    public final List<Instance> processes = new ArrayList<>();
    public final List<Pool> pools = new ArrayList<>();
    public final List<Connection> connections = new ArrayList<>();
    public final Leases leases = new Leases();
    public final Invocations invocations = new Invocations();
    public final List<String> invocationNames = new ArrayList<>();
    public final List<String> findingKinds = new ArrayList<>();
    public final Idling idling = new Idling();
    private final Map<String, Attempts> attempts = new TreeMap<>();
    private final IdentityHashMap<Attempts, String> databases = new IdentityHashMap<>();
    /** By their database, how those are called that name no server. */
    private final Map<String, String> ofAnyServer = new HashMap<>();

    private final Map<String, List<Instance>> processesById = new HashMap<>();
    private final Map<String, Integer> nameIndexes = new HashMap<>();
    private final Map<String, Integer> threadIndexes = new HashMap<>();
    private long connectionsLeftOut;

    /**
     * An instance has its own id, but some have the same over restarts, and differ by their number; whoever does not tell
     * the number is the first of the id. What has no id is told apart by all that is said of it, in any order.
     */
    Instance process(Attributes resource) {
        String instance = Values.text(resource, "service.instance.id");
        String service = Values.text(resource, "service.name");
        String id = instance == null ? Series.sorted(resource).toString() : service + "\n" + instance;
        long pid = instance == null ? -1 : Values.whole(resource, "process.pid", -1);
        List<Instance> known = processesById.computeIfAbsent(id, unseen -> new ArrayList<>(1));
        for (Instance each : known) {
            if (each.isOf(pid)) {
                return each;
            }
        }
        Instance process = new Instance(processes.size(), resource, pid);
        processes.add(process);
        known.add(process);
        return process;
    }

    /** Null where the attributes name none. */
    @Nullable
    Pool pool(Instance process, Attributes attributes) {
        String name = Values.text(attributes, Names.POOL_NAME);
        if (name == null) {
            return null;
        }
        String peer = Peers.of(attributes);
        String namespace = Values.text(attributes, Names.DB_NAMESPACE);
        long id = Values.whole(attributes, Names.POOL_ID, -1);
        Pool pool = process.pool(name, peer, namespace, id);
        if (pool == null) {
            pool = new Pool(pools.size(), process, name, peer, namespace);
            process.add(pool);
            pools.add(pool);
        }
        pool.known(id, Values.text(attributes, Names.DB_SYSTEM), namespace);
        return pool;
    }

    /** Null where the attributes name none, or there are too many. */
    @Nullable
    Connection connection(Instance process, Attributes attributes) {
        long id = Values.whole(attributes, Names.CONNECTION_ID, 0);
        if (id == 0) {
            return null;
        }
        Connection connection = process.connections.get(id);
        if (connection == null) {
            if (connections.size() == MOST_CONNECTIONS) {
                connectionsLeftOut++;
                return null;
            }
            connection = new Connection(connections.size(), process, id);
            process.connections.put(id, connection);
            connections.add(connection);
        }
        return connection;
    }

    /** One that has the id of another, as after a restart. */
    @Nullable
    Connection another(Instance process, Attributes attributes) {
        process.connections.remove(Values.whole(attributes, Names.CONNECTION_ID, 0));
        return connection(process, attributes);
    }

    public long connectionsLeftOut() {
        return connectionsLeftOut;
    }

    Attempts opens(Attributes attributes) {
        String peer = Peers.of(attributes);
        String system = String.valueOf(attributes.get(Names.DB_SYSTEM));
        String database = Values.text(attributes, Names.DB_NAMESPACE);
        String path = database == null ? "" : "/" + database;
        Attempts opens = attempts("opens of " + (peer == null ? system : peer) + path);
        if (database != null) {
            databases.put(opens, system + path);
            if (peer == null) {
                ofAnyServer.put(system + path, opens.name);
            }
        }
        return opens;
    }

    /**
     * Where a URL names several servers, only what answered has one: what failed at all of them is put together with what
     * answered for the same database.
     */
    public Collection<Attempts> attempts() {
        Map<String, Attempts> all = new LinkedHashMap<>();
        for (Attempts each : attempts.values()) {
            String name = ofAnyServer.getOrDefault(databases.getOrDefault(each, ""), each.name);
            all.computeIfAbsent(name, Attempts::new).add(each);
        }
        return all.values();
    }

    /** Of a pool; without one an acquire is an open. */
    Attempts acquires(String pool) {
        return attempts("acquires of pool " + pool);
    }

    private Attempts attempts(String name) {
        return attempts.computeIfAbsent(name, Attempts::new);
    }

    int invocationName(String name) {
        Integer known = nameIndexes.get(name);
        if (known == null) {
            if (invocationNames.size() == MOST_NAMES) {
                return 0;
            }
            known = invocationNames.size();
            invocationNames.add(name);
            nameIndexes.put(name, known);
        }
        return known;
    }

    /** The number of a kind of finding. */
    int findingKind(String kind) {
        int known = findingKinds.indexOf(kind);
        if (known < 0 && findingKinds.size() < MOST_KINDS) {
            findingKinds.add(kind);
            return findingKinds.size() - 1;
        }
        return Math.max(0, known);
    }

    /** -1 where threads have no names, as virtual ones, or too many. */
    int thread(Instance process, @Nullable String name) {
        if (name == null || name.isEmpty()) {
            return -1;
        }
        String key = process.index + "\n" + name;
        Integer known = threadIndexes.get(key);
        if (known == null) {
            if (threadIndexes.size() == MOST_NAMES) {
                return -1;
            }
            known = threadIndexes.size();
            threadIndexes.put(key, known);
        }
        return known;
    }

    /** When all is read: most of it is of one month, the latest of those of which there is most. */
    void lived() {
        Map<Long, Long> months = new TreeMap<>();
        processes.forEach(each -> each.seen().addTo(months));
        long bulk = 0;
        long most = 0;
        for (Map.Entry<Long, Long> each : months.entrySet()) {
            bulk = each.getValue() >= most ? each.getKey() : bulk;
            most = Math.max(most, each.getValue());
        }
        for (Instance each : processes) {
            each.lived(bulk);
        }
    }

    /** When the first was seen; 0 if nothing was. */
    public long startNanos() {
        return processes.stream()
                .filter(Instance::isSeen)
                .mapToLong(Instance::startNanos)
                .min()
                .orElse(0);
    }

    /** When the last was seen; 0 if nothing was. */
    public long endNanos() {
        return processes.stream()
                .filter(Instance::isSeen)
                .mapToLong(Instance::endNanos)
                .max()
                .orElse(0);
    }
}
