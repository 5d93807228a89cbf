package io.connwake.recorder;

import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** What kind of connection it is that a data source returned, where it leads to none that is known. */
final class Lent {
    private Lent() {}

    /** The handle leads to no connection: it will borrow one when it is used, and that will be the lease. */
    static boolean isLazy(Frame frame, Object connection, HandleSearch.Find find) {
        Object source = frame.source;
        if (frame.pool() != null || source == null || Libraries.isPool(source.getClass())) {
            return false;
        }
        return find.isLazy || connection instanceof Proxy || Records.isEmpty(connection);
    }

    /** A driver's own connection, if it was not lent, and its opening was not heard. */
    static boolean isDrivers(Frame frame, Object connection, @Nullable Object record) {
        boolean maybe = frame.pool() == null || Libraries.mayLendItself(connection);
        return maybe && record == null && (Records.isInnermost(connection) || isLateDriver(frame, connection));
    }

    /** Of a class that was loaded before us no field tells that it holds no other connection. */
    private static boolean isLateDriver(Frame frame, Object connection) {
        boolean isPools = frame.source == null || Libraries.isPool(frame.source.getClass());
        return !isPools && Libraries.isBareConnection(connection);
    }
}
