package io.connwake.recorder.pinning;

import org.jspecify.annotations.Nullable;

/** Whose SQL it is, as far as that matters for pins. */
public enum Dialect {
    POSTGRESQL,
    /** MariaDB's too. */
    MYSQL,
    SQL_SERVER;

    /** By {@code db.system.name}; null where nothing is known of its pins. */
    public static @Nullable Dialect of(String system) {
        return switch (system) {
            case "postgresql" -> POSTGRESQL;
            case "mysql", "mariadb" -> MYSQL;
            case "microsoft.sql_server" -> SQL_SERVER;
            default -> null;
        };
    }
}
