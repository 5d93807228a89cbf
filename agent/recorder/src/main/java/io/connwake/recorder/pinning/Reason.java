package io.connwake.recorder.pinning;

import java.util.Locale;

/** Values of {@code connwake.pin.reason}. */
public enum Reason {
    CONNECT,
    SET,
    TEMP_OBJECT,
    LOCK,
    PREPARED,
    CURSOR,
    LISTEN,
    SEQUENCE,
    LARGE_STATEMENT,
    SCHEMA,
    ISOLATION,
    CLIENT_INFO,
    OTHER;

    public final String label = name().toLowerCase(Locale.ROOT);
}
