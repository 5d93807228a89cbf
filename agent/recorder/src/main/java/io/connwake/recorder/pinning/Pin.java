package io.connwake.recorder.pinning;

/**
 * What a statement or call does to its session, and what becomes of it behind two kinds of proxy. RDS Proxy keeps the
 * session for this connection: by its manual (AWS, "Avoiding pinning an RDS Proxy"), or likely. PgBouncer in transaction
 * mode keeps nothing: what is left behind stays at a server connection that the next client gets (pgbouncer.org, "SQL
 * feature map for pooling modes").
 */
public enum Pin {
    CONNECT(Reason.CONNECT, true, false),
    CONNECT_LIKELY(Reason.CONNECT, false, false),
    SET(Reason.SET, true, true),
    /** A parameter that PgBouncer keeps for each client: {@code client_encoding, DateStyle, TimeZone …}. */
    SET_KEPT(Reason.SET, true, false),
    /** Until the end of the transaction: AWS names no exemption for PostgreSQL. */
    SET_LOCAL(Reason.SET, false, false),
    SCHEMA(Reason.SCHEMA, true, true),
    ISOLATION(Reason.ISOLATION, true, true),
    /** Of the next transaction, as MySQL has it. */
    ISOLATION_NEXT(Reason.ISOLATION, true, false),
    /** Of the transaction under way, as PostgreSQL has it. */
    ISOLATION_LOCAL(Reason.ISOLATION, false, false),
    CLIENT_INFO(Reason.CLIENT_INFO, true, false),
    TEMP_OBJECT(Reason.TEMP_OBJECT, true, true),
    TEMP_UNTIL_COMMIT(Reason.TEMP_OBJECT, true, false),
    LOCK(Reason.LOCK, true, true),
    PREPARED(Reason.PREPARED, true, true),
    PREPARED_LIKELY(Reason.PREPARED, false, false),
    CURSOR(Reason.CURSOR, true, false),
    CURSOR_HELD(Reason.CURSOR, true, true),
    LISTEN(Reason.LISTEN, true, true),
    SEQUENCE(Reason.SEQUENCE, true, false),
    /** {@code currval}, {@code lastval}: what they answer depends on the session. */
    SEQUENCE_READ(Reason.SEQUENCE, false, false),
    LARGE_STATEMENT(Reason.LARGE_STATEMENT, true, false),
    OTHER(Reason.OTHER, true, true),
    DISCARD(Reason.OTHER, true, false),
    OTHER_LIKELY(Reason.OTHER, false, false);

    private static final Pin[] ALL = values();

    public final Reason reason;
    /** RDS Proxy's manual names it. */
    public final boolean certain;
    /** It outlives its transaction, so that behind PgBouncer it is lost to its owner and found by others. */
    public final boolean outlives;

    Pin(Reason reason, boolean certain, boolean outlives) {
        this.reason = reason;
        this.certain = certain;
        this.outlives = outlives;
    }

    @SuppressWarnings("EnumOrdinal") // masks of them live as long as this process
    public int bit() {
        return 1 << ordinal();
    }

    /** A certain one if there is one, or one that outlives its transaction. */
    public static Pin strongest(int pins) {
        Pin strongest = ALL[Integer.numberOfTrailingZeros(pins)];
        for (Pin each : ALL) {
            boolean isThere = (pins & each.bit()) != 0;
            boolean saysMore = (each.certain && !strongest.certain)
                    || (each.certain == strongest.certain && each.outlives && !strongest.outlives);
            strongest = isThere && saysMore ? each : strongest;
        }
        return strongest;
    }

    /** Those of the same reason that say no more than this one does. */
    public int settles() {
        int settled = 0;
        for (Pin each : ALL) {
            boolean saysMore = (each.certain && !certain) || (each.outlives && !outlives);
            settled |= each.reason == reason && !saysMore ? each.bit() : 0;
        }
        return settled | bit();
    }
}
