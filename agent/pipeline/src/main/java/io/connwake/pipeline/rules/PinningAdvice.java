package io.connwake.pipeline.rules;

import io.connwake.pipeline.ledger.Pool;
import io.connwake.recorder.event.Proxy;
import java.util.LinkedHashSet;
import java.util.Set;

/** What to change so that a proxy can share its sessions, for each reason. */
final class PinningAdvice {
    private static final String INIT_QUERY = "the proxy's initialization query (InitQuery)";
    private static final String FILTER = " If nobody depends on it, the proxy's SessionPinningFilters="
            + "EXCLUDE_VARIABLE_SETS lets variables be (whether it is set can't be seen from here).";

    private final Frameworks frameworks;

    PinningAdvice(Frameworks frameworks) {
        this.frameworks = frameworks;
    }

    String of(PinningCase pinning) {
        Set<String> advice = new LinkedHashSet<>();
        for (String reason : pinning.reasons().keySet()) {
            advice.add(of(pinning, reason));
        }
        return String.join(" ", advice);
    }

    private String of(PinningCase pinning, String reason) {
        boolean isPostgres = pinning.system.equals("postgresql");
        Pool pool = pinning.its.pool;
        if (reason.equals("connect")) {
            return connect(isPostgres);
        }
        if (pinning.isByPool() && pool != null) {
            return byPool(pinning, pool, reason, isPostgres);
        }
        return pinning.first.proxy() == Proxy.PGBOUNCER ? behindPgBouncer(reason) : byCode(pinning, reason);
    }

    private static String connect(boolean isPostgres) {
        return isPostgres
                ? "Upgrade pgjdbc to 42.7.4 or later: older ones send SET extra_float_digits and SET application_name"
                        + " after they have connected."
                : "MariaDB Connector/J 3 sets session_track_system_variables, which AWS does not list as tracked; MySQL"
                        + " Connector/J sends nothing at connect that pins.";
    }

    /** What is set for every connection alike can be set once, elsewhere. */
    private String byPool(PinningCase pinning, Pool pool, String reason, boolean isPostgres) {
        PoolProperties properties = PoolProperties.of(pool.library());
        PoolSetting setting = switch (reason) {
            case "schema" -> PoolSetting.SCHEMA;
            case "isolation" -> PoolSetting.ISOLATION;
            default -> PoolSetting.INITIAL_SQL;
        };
        if (!properties.has(setting)) {
            setting = PoolSetting.INITIAL_SQL;
        }
        String name = properties.name(setting, frameworks);
        String elsewhere = isPostgres
                ? "ALTER ROLE … SET " + parameter(reason) + " = … at the server"
                : "the database's parameter group";
        boolean isRds = pinning.first.proxy() == Proxy.RDS;
        return "Drop " + name + "; set it once by " + elsewhere + (isRds ? " or by " + INIT_QUERY + "." : ".");
    }

    private static String byCode(PinningCase pinning, String reason) {
        boolean isPostgres = pinning.system.equals("postgresql");
        return switch (reason) {
            case "set", "client_info" ->
                "Where it is the same for all connections, set it once by "
                        + (isPostgres ? "ALTER ROLE … SET … = … at the server" : "the database's parameter group")
                        + " or by " + INIT_QUERY + "." + (isPostgres ? "" : FILTER);
            case "schema" ->
                "Set it once by ALTER ROLE … SET search_path = … or by " + INIT_QUERY
                        + ", or name the schema in the statements.";
            case "isolation" ->
                isPostgres
                        ? "Leave the isolation as it is (@Transactional without isolation) and set it once by ALTER ROLE"
                                + " … SET default_transaction_isolation = …."
                        : "Say SET SESSION TRANSACTION, which RDS Proxy tracks, not SET TRANSACTION.";
            case "lock" ->
                isPostgres
                        ? "Take pg_advisory_xact_lock or pg_try_advisory_xact_lock instead: they end with the transaction"
                                + " and do not pin."
                        : "Lock rows in a transaction (SELECT … FOR UPDATE) instead of GET_LOCK or LOCK TABLES.";
            case "sequence" ->
                "Let the column's default take the next value (GENERATED … AS IDENTITY, and getGeneratedKeys), or fetch"
                        + " values in blocks: the text of an INSERT that names no sequence does not pin.";
            default -> others(reason, isPostgres);
        };
    }

    private static String others(String reason, boolean isPostgres) {
        return switch (reason) {
            case "prepared" ->
                isPostgres
                        ? "Let the driver prepare (PreparedStatement) instead of PREPARE, EXECUTE and DEALLOCATE."
                        : "Keep prepared statements in the client: useServerPrepStmts=false, with MariaDB Connector/J"
                                + " also useBulkStmts=false.";
            case "temp_object" -> "Use a table of its own, or a WITH query, instead of a temporary one.";
            case "cursor" -> "Let the driver fetch in parts (setFetchSize in a transaction) instead of DECLARE.";
            case "listen" -> "Listen on one connection that goes to the database, not through the proxy.";
            case "large_statement" ->
                "Send values as parameters or in smaller batches: below 16 KB a text does not pin.";
            default -> "Do it on a connection that goes to the database, not through the proxy.";
        };
    }

    private static String behindPgBouncer(String reason) {
        return switch (reason) {
            case "lock" -> "Take pg_advisory_xact_lock or pg_try_advisory_xact_lock: they end with the transaction.";
            case "set", "schema" ->
                "Use SET LOCAL within the transaction, or set it once by ALTER ROLE … SET … = … at the server.";
            case "isolation" ->
                "Say it as the transaction begins (BEGIN ISOLATION LEVEL …), or set it once by ALTER ROLE … SET"
                        + " default_transaction_isolation = ….";
            case "temp_object" -> "Create it within the transaction that uses it, with ON COMMIT DROP.";
            case "prepared" ->
                "Let the driver prepare (PreparedStatement; PgBouncer from 1.21 on with max_prepared_statements) instead"
                        + " of PREPARE and EXECUTE.";
            case "cursor" -> "Declare it without WITH HOLD and fetch within the transaction.";
            case "listen" ->
                "Listen on a connection that goes to the database, or through a pool with pool_mode=session.";
            default -> "Use a connection that goes to the database, or a pool with pool_mode=session.";
        };
    }

    private static String parameter(String reason) {
        return switch (reason) {
            case "schema" -> "search_path";
            case "isolation" -> "default_transaction_isolation";
            default -> "…";
        };
    }
}
