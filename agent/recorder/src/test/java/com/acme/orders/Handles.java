package com.acme.orders;

import com.acme.Wrapping;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;

/** Handles of pools that nobody has heard of. */
public final class Handles implements Wrapping {
    @Override
    public Connection byLambda(Connection inner) {
        return proxy((self, method, arguments) -> pass(inner, method, arguments));
    }

    @Override
    public Connection byReference(Connection inner) {
        AtomicReference<Connection> reference = new AtomicReference<>(inner);
        return proxy((self, method, arguments) -> pass(reference.get(), method, arguments));
    }

    @Override
    public Connection byArray(Connection inner) {
        return new Opaque(new Object[] {null, inner}).asConnection();
    }

    @Override
    public Connection byHolder(Connection inner) {
        return new Opaque(new Holder(inner)).asConnection();
    }

    @Override
    public Connection around(Connection inner) {
        return proxy((self, method, arguments) -> call(inner, method, arguments));
    }

    @Override
    public Connection lazily(DataSource source) {
        return proxy(new Lazily(source));
    }

    private static final class Holder {
        private final Object held;

        Holder(Object held) {
            this.held = held;
        }
    }

    /** Asks its data source at the first call that needs a connection. */
    private static final class Lazily implements InvocationHandler {
        private final DataSource source;
        private Connection target;

        Lazily(DataSource source) {
            this.source = source;
        }

        @Override
        public Object invoke(Object self, Method method, Object[] arguments) throws Throwable {
            if (target == null && method.getName().equals("close")) {
                return null;
            }
            if (target == null) {
                target = source.getConnection();
            }
            return call(target, method, arguments);
        }
    }

    /** Says by no field's type what it holds. */
    private static class Anything {
        final Object thing;

        Anything(Object thing) {
            this.thing = thing;
        }
    }

    private static final class Opaque extends Anything implements InvocationHandler {
        Opaque(Object thing) {
            super(thing);
        }

        Connection asConnection() {
            return proxy(this);
        }

        @Override
        public Object invoke(Object self, Method method, Object[] arguments) throws Throwable {
            return pass((Connection) innermost(thing), method, arguments);
        }

        private static Object innermost(Object thing) {
            if (thing instanceof Object[] array) {
                return array[1];
            }
            return thing instanceof Holder holder ? holder.held : thing;
        }
    }

    private static Connection proxy(InvocationHandler handler) {
        return (Connection)
                Proxy.newProxyInstance(Handles.class.getClassLoader(), new Class<?>[] {Connection.class}, handler);
    }

    /** A pool keeps what its borrower closes. */
    private static Object pass(Connection target, Method method, Object[] arguments) throws Throwable {
        return method.getName().equals("close") ? null : call(target, method, arguments);
    }

    private static Object call(Connection target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        }
    }
}
