package io.connwake.recorder;

import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** What kind of connection it is that a data source returned. */
final class Lent {
    private Lent() {}

    /** The handle leads to no connection: it will borrow one when it is used, and that will be the lease. */
    static boolean isLazy(Frame frame, Object connection, HandleSearch.Find find) {
        Object source = frame.source;
        if (source == null || Libraries.isPool(source.getClass().getName())) {
            return false;
        }
        return find.isLazy || connection instanceof Proxy || Records.isEmpty(connection);
    }

    /** The object itself was opened within this call: the data source is a driver's, or passes one on. */
    static boolean isFresh(
            ThreadTrace thread, @Nullable PhysicalRecord physical, Object connection, boolean openedHere) {
        if (!openedHere || physical == null) {
            return false;
        }
        return connection == thread.acquire.wrapped || (physical == thread.opened && physical.isItself(connection));
    }

    static boolean isDriver(Frame frame, Object connection, @Nullable Object record) {
        boolean maybe = frame.pool() == null || Libraries.mayLendItself(connection);
        return maybe && record == null && (Records.isInnermost(connection) || isLateDriver(frame, connection));
    }

    /** Of a class that was loaded before us no field tells that it holds no other connection. */
    private static boolean isLateDriver(Frame frame, Object connection) {
        boolean isPools =
                frame.source == null || Libraries.isPool(frame.source.getClass().getName());
        return !isPools && Libraries.isBareConnection(connection);
    }
}
