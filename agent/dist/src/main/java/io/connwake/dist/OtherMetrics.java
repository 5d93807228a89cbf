package io.connwake.dist;

import io.connwake.recorder.event.PoolLibrary;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the OpenTelemetry Java agent measures of the pools of this process. It measures a library from the moment on in
 * which its code about it is loaded: then it has hooked the library, was not told to leave it alone, and the first pool
 * is built. We know a pool earlier: HikariCP opens its first connection before it is given what measures it. So until a
 * pool of the library has answered for the first time, the agent may measure it. Any thread tells what is loaded, the
 * drain all else.
 */
final class OtherMetrics {
    /**
     * The library, the folder of the agent's code about it, and what that sends after {@code db.client.connection.}: seen
     * with the agent 2.28.1 (of DBCP read from its code, which counts pools that are registered with JMX). It has no
     * {@code limit} yet, but an older {@code max}.
     */
    private static final String[][] TOLD = {
        {
            PoolLibrary.HIKARI_CP,
            "hikaricp/",
            "count",
            "idle.min",
            "pending_requests",
            "timeouts",
            "create_time",
            "wait_time",
            "use_time"
        },
        {PoolLibrary.TOMCAT_JDBC, "tomcat/jdbc/", "count", "idle.min", "idle.max", "pending_requests"},
        {PoolLibrary.DBCP_2, "apachedbcp/", "count", "idle.min", "idle.max"},
        {PoolLibrary.C3P0, "c3p0/", "count", "pending_requests"},
        {PoolLibrary.DRUID, "alibabadruid/", "count", "idle.min", "idle.max", "pending_requests"},
        {PoolLibrary.VIBUR, "viburdbcp/", "count"},
        {PoolLibrary.ORACLE_UCP, "oracleucp/", "count", "pending_requests"},
    };

    private static final int LIBRARY = 0;
    private static final int FOLDER = 1;
    private static final int NAMES = 2;

    private final BooleanSupplier ourNames;
    private volatile int seen;
    private int asked;
    private @Nullable Boolean hasOurNames;

    /**
     * Nothing is seen yet.
     *
     * @param ourNames whether it sends by the names of the stable conventions, as we do; asked once, by the drain
     */
    OtherMetrics(BooleanSupplier ourNames) {
        this.ourNames = ourNames;
    }

    /**
     * Whether a class keeps what the agent measures of a library. Those that only describe its code about a library are
     * loaded at the start, whether or not there is such a library.
     */
    static boolean isOfPool(String path) {
        return path.endsWith("Singletons") || path.endsWith("ConnectionPoolMetrics");
    }

    void saw(String path) {
        for (int i = 0; i < TOLD.length; i++) {
            if (path.startsWith(TOLD[i][FOLDER])) {
                add(1 << i);
            }
        }
    }

    private synchronized void add(int library) {
        seen |= library;
    }

    /** A pool of a library was asked for a connection and has answered, with one or without. */
    void asked(String library) {
        for (int i = 0; i < TOLD.length; i++) {
            if (TOLD[i][LIBRARY].equals(library)) {
                asked |= 1 << i;
            }
        }
    }

    /** Whether it has code about pools of a library. */
    boolean measures(String library) {
        for (String[] row : TOLD) {
            if (row[LIBRARY].equals(library)) {
                return true;
            }
        }
        return false;
    }

    boolean hasOurNames() {
        Boolean known = hasOurNames;
        if (known == null) {
            known = ourNames.getAsBoolean();
            hasOurNames = known;
        }
        return known;
    }

    /** Whether it sends this of the pools of a library, or can't be known yet not to. */
    boolean mayTell(String name, String library) {
        for (int i = 0; i < TOLD.length; i++) {
            boolean isOff = (seen & 1 << i) == 0 && (asked & 1 << i) != 0;
            if (!isOff && TOLD[i][LIBRARY].equals(library)) {
                return isAmong(name, TOLD[i]);
            }
        }
        return false;
    }

    private static boolean isAmong(String name, String[] row) {
        for (int i = NAMES; i < row.length; i++) {
            if (row[i].equals(name)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The agent's own answer. It has old names by default ({@code db.client.connections.*}) and ours by
     * {@code otel.semconv-stability.opt-in}; where it can't be asked, nothing is held back.
     */
    static final class AgentNames implements BooleanSupplier {
        /** Spelled so that shading, which renames our own copy of OpenTelemetry, leaves it alone. */
        private static final String STABILITY =
                "io|opentelemetry|javaagent|shaded|instrumentation|api|internal|SemconvStability".replace('|', '.');

        @Override
        public boolean getAsBoolean() {
            try {
                Class<?> stability = Class.forName(STABILITY, true, null);
                return Boolean.TRUE.equals(
                        stability.getMethod("emitStableDatabaseSemconv").invoke(null));
            } catch (ReflectiveOperationException | LinkageError unknown) {
                return false;
            }
        }
    }
}
