package com.acme;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.XAConnection;

/** What made classes call: notes each step, and answers or throws the same for the same seed. One thread at a time. */
public final class Probe {
    private static final int MOST_STEPS = 300;
    private static final InvocationHandler NOTHING = (self, method, arguments) -> null;

    /** They are many types at once, so that one of each suffices. */
    private static final Object LENT = proxy(XAConnection.class, java.sql.Connection.class);

    private static final Object STATEMENT = proxy(CallableStatement.class, java.sql.ResultSet.class);

    private static final List<Integer> STEPS = new ArrayList<>();
    private static long seed;

    private Probe() {}

    public static void begin(long newSeed) {
        STEPS.clear();
        seed = newSeed;
    }

    public static List<Integer> steps() {
        return List.copyOf(STEPS);
    }

    /** A call of made code got somewhere. */
    public static int step(int place) throws SQLException {
        STEPS.add(place);
        if (STEPS.size() > MOST_STEPS) {
            throw new Exhausted();
        }
        int drawn = draw();
        if (drawn % 19 == 0) {
            throw new SQLException("refused at " + place);
        }
        return drawn;
    }

    /** For any type that made methods return; null now and then. */
    public static Object lent() {
        return draw() % 4 == 0 ? null : LENT;
    }

    public static Object statement() {
        return draw() % 4 == 0 ? null : STATEMENT;
    }

    private static int draw() {
        long mixed = (seed + STEPS.size()) * 0x9E3779B97F4A7C15L;
        mixed ^= mixed >>> 29;
        return (int) ((mixed * 0xBF58476D1CE4E5B9L) >>> 40);
    }

    private static Object proxy(Class<?>... types) {
        return Proxy.newProxyInstance(Probe.class.getClassLoader(), types, NOTHING);
    }

    /** The made code would go on for ever. */
    public static final class Exhausted extends Error {
        private static final long serialVersionUID = 1L;

        Exhausted() {
            super("exhausted");
        }
    }
}
