package io.connwake.pipeline.model;

/** Every name that telemetry carries, in one place. */
public final class Names {
    public static final String SCOPE = "io.connwake";

    public static final String DB_SYSTEM = "db.system.name";
    public static final String DB_NAMESPACE = "db.namespace";
    public static final String DB_STATUS = "db.response.status_code";
    public static final String SERVER_ADDRESS = "server.address";
    public static final String SERVER_PORT = "server.port";
    public static final String POOL_NAME = "db.client.connection.pool.name";
    public static final String CONNECTION_STATE = "db.client.connection.state";
    public static final String CODE_FUNCTION = "code.function.name";
    public static final String CODE_FILE = "code.file.path";
    public static final String CODE_LINE = "code.line.number";
    public static final String THREAD_NAME = "thread.name";
    public static final String EXCEPTION = "exception";
    public static final String EXCEPTION_TYPE = "exception.type";
    public static final String EXCEPTION_MESSAGE = "exception.message";

    public static final String CONNECTION_ID = "connwake.connection.id";
    public static final String SERVER_SESSION = "connwake.connection.server_session";
    public static final String CONNECTION_REUSED = "connwake.connection.reused";
    public static final String CONNECTION_USES = "connwake.connection.uses";
    public static final String CONNECTION_AGE = "connwake.connection.age";
    public static final String CONNECTION_IDLE_BEFORE = "connwake.connection.idle_before";
    public static final String CONNECTION_OPENED_IN_PHASE = "connwake.connection.opened_in.phase";
    public static final String CONNECTION_OPENED_IN = "connwake.connection.opened_in.invocation";
    public static final String CONNECTION_LAST_USED_IN = "connwake.connection.last_used_in.invocation";
    public static final String CONNECTION_INHERITED = "connwake.connection.inherited";
    public static final String CONNECTION_AFTER_RELEASE = "connwake.connection.after_release";
    public static final String CONNECTION_PINNED_BY = "connwake.connection.pinned_by";
    public static final String PIN_REASON = "connwake.pin.reason";
    public static final String PIN_USE = "connwake.pin.use";
    public static final String CLOSE_REASON = "connwake.close.reason";
    public static final String CONNECT_PHASE = "connwake.connect.phase";
    public static final String CONNECT_KIND = "connwake.connect.kind";
    public static final String STALE_KIND = "connwake.stale.kind";
    public static final String STALE_SEEN_BY = "connwake.stale.seen_by";
    public static final String STALE_IDLE_FOR = "connwake.stale.idle_for";
    public static final String STALE_OPERATION = "connwake.stale.operation";
    public static final String REFUSED_REASON = "connwake.refused.reason";
    public static final String IDLE_OUTCOME = "connwake.idle.outcome";
    public static final String VALIDATION_RESULT = "connwake.validation.result";

    public static final String LEASE_OUTCOME = "connwake.lease.outcome";
    public static final String LEASE_WAIT = "connwake.lease.wait";
    public static final String LEASE_HELD = "connwake.lease.held";
    public static final String LEASE_DB_TIME_SPENT = "connwake.lease.db_time";
    public static final String LEASE_STATEMENTS = "connwake.lease.statements";
    public static final String LEASE_ERRORS = "connwake.lease.errors";
    public static final String LEASE_LAST_SQLSTATE = "connwake.lease.last_sqlstate";
    public static final String ACQUIRE_VALIDATED = "connwake.acquire.validated";
    public static final String TRANSACTION_LEFT_OPEN = "connwake.transaction.left_open";

    public static final String INVOCATION_NUMBER = "connwake.invocation.number";
    public static final String INVOCATION_OUTCOME = "connwake.invocation.outcome";
    public static final String OPEN_AT_START = "connwake.connections.open_at_start";
    public static final String OPEN_AT_END = "connwake.connections.open_at_end";
    public static final String LEASED_AT_END = "connwake.connections.leased_at_end";
    public static final String LEASES = "connwake.connections.leases";
    public static final String OPENED = "connwake.connections.opened";
    public static final String CLOSED = "connwake.connections.closed";
    public static final String PINNED_AT_END = "connwake.connections.pinned_at_end";
    public static final String IN_FLIGHT_AT_END = "connwake.connections.in_flight_at_end";
    public static final String INVOCATION_PAUSED_FOR = "connwake.invocation.paused_for";
    public static final String INVOCATION_CLOCK_SUSPENDED = "connwake.invocation.clock_suspended";
    public static final String ENVIRONMENT_AGE = "connwake.environment.age";
    public static final String ENVIRONMENT_PAUSE = "connwake.environment.pause";
    public static final String FAAS_INVOCATION_ID = "faas.invocation_id";
    public static final String FAAS_COLDSTART = "faas.coldstart";
    public static final String FAAS_TRIGGER = "faas.trigger";
    public static final String FAAS_INVOKE_DURATION = "faas.invoke_duration";
    public static final String FAAS_INIT_DURATION = "faas.init_duration";
    public static final String FAAS_COLDSTARTS = "faas.coldstarts";
    public static final String FAAS_ERRORS = "faas.errors";
    public static final String FAAS_TIMEOUTS = "faas.timeouts";
    public static final String FAAS_INVOCATIONS = "faas.invocations";
    public static final String HTTP_METHOD = "http.request.method";
    public static final String HTTP_ROUTE = "http.route";
    public static final String HTTP_STATUS = "http.response.status_code";
    public static final String INVOCATION_OPEN_CONNECTIONS = "connwake.invocation.open_connections";

    public static final String POOL_ID = "connwake.pool.id";
    public static final String POOL_LIMIT = "connwake.pool.limit";
    public static final String POOL_OPEN = "connwake.pool.open";
    public static final String POOL_USED = "connwake.pool.used";
    public static final String POOL_IDLE = "connwake.pool.idle";
    public static final String POOL_WAITING = "connwake.pool.waiting";
    public static final String POOL_HELD_BY_DEAD_THREAD = "connwake.pool.held_by_dead_thread";
    public static final String POOL_ACQUIRE_TIMEOUT = "connwake.pool.acquire_timeout";

    public static final String POOL_LIBRARY = "connwake.pool.library";
    public static final String POOL_NUMBER = "connwake.pool.number";
    public static final String POOL_UNCLOSED = "connwake.pool.unclosed";
    public static final String POOL_MINIMUM_IDLE = "connwake.pool.minimum_idle";
    public static final String POOL_MAXIMUM_IDLE = "connwake.pool.maximum_idle";
    public static final String POOL_MAXIMUM_LIFETIME = "connwake.pool.maximum_lifetime";
    public static final String POOL_IDLE_TIMEOUT = "connwake.pool.idle_timeout";
    public static final String POOL_KEEPALIVE = "connwake.pool.keepalive";
    public static final String POOL_VALIDATION_TIMEOUT = "connwake.pool.validation_timeout";
    public static final String POOL_LEAK_THRESHOLD = "connwake.pool.leak_threshold";
    public static final String POOL_TESTS_ON_BORROW = "connwake.pool.tests_on_borrow";

    public static final String FINDING_EVENT = "connwake.finding";
    public static final String FINDING_ID = "connwake.finding.id";
    public static final String FINDING_KIND = "connwake.finding.kind";
    public static final String FINDING_POOL = "connwake.finding.pool";
    public static final String FINDING_SITE = "connwake.finding.site";
    public static final String FINDING_COUNT = "connwake.finding.count";
    public static final String FINDING_SENTENCE = "connwake.finding.sentence";
    public static final String FINDING_EVIDENCE = "connwake.finding.evidence";
    public static final String FINDING_ADVICE = "connwake.finding.advice";
    public static final String FINDING_SINCE = "connwake.finding.since";
    public static final String FINDING_STATE = "connwake.finding.state";

    public static final String CONNECTION_COUNT = "db.client.connection.count";
    public static final String IDLE_MAX = "db.client.connection.idle.max";
    public static final String IDLE_MIN = "db.client.connection.idle.min";
    public static final String LIMIT = "db.client.connection.limit";
    public static final String PENDING_REQUESTS = "db.client.connection.pending_requests";
    public static final String TIMEOUTS = "db.client.connection.timeouts";
    public static final String CREATE_TIME = "db.client.connection.create_time";
    public static final String WAIT_TIME = "db.client.connection.wait_time";
    public static final String USE_TIME = "db.client.connection.use_time";
    public static final String IDLE_TIME = "connwake.connection.idle_time";
    public static final String VALIDATION_TIME = "connwake.connection.validation_time";
    public static final String LEASE_DB_TIME = "connwake.lease.db_time";
    public static final String POOL_DEMAND = "connwake.pool.demand";
    public static final String CONNECTION_OPENED = "connwake.connection.opened";
    public static final String CONNECTION_CLOSED = "connwake.connection.closed";
    public static final String CONNECTION_PINNED = "connwake.connection.pinned";
    public static final String CONNECTION_PINNED_TIME = "connwake.connection.pinned_time";
    public static final String CONNECTION_REFUSED = "connwake.connection.refused";
    public static final String CONNECTION_STALE = "connwake.connection.stale";
    public static final String LEASE_OPEN = "connwake.lease.open";
    public static final String LEASE_OVERDUE = "connwake.lease.overdue";
    public static final String LEASE_LEAKED = "connwake.lease.leaked";
    public static final String LEASE_RETURNED_LATE = "connwake.lease.returned_late";
    public static final String FINDINGS = "connwake.findings";

    public static final String AGENT_KIND = "connwake.agent.kind";
    public static final String AGENT_EVENTS = "connwake.agent.events";
    public static final String AGENT_EVENTS_DROPPED = "connwake.agent.events.dropped";
    public static final String AGENT_SPANS_DROPPED = "connwake.agent.spans.dropped";
    public static final String AGENT_ERRORS = "connwake.agent.errors";
    public static final String AGENT_TAPS_UNMATCHED = "connwake.agent.taps.unmatched";
    public static final String AGENT_EXPORTS_FAILED = "connwake.agent.exports.failed";

    private Names() {}
}
