package io.connwake.testing;

import io.connwake.testing.Database.Session;
import java.util.List;

/**
 * What a {@link Database} asks the server that it is on; all but the ends of sessions is about one database and the
 * ordinary user.
 */
interface Server {
    /** Without credentials: those are given apart. */
    String url(String database);

    String user();

    String password();

    List<Session> sessions(String database);

    List<String> refusals(String database);

    /** Their ids, as in {@link #sessions}. */
    List<Long> openSessions(String database);

    void endSession(long id);
}
