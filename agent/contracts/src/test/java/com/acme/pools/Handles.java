package com.acme.pools;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Where a handle may keep what it lends. */
public final class Handles {
    private Handles() {}

    public static final class InField extends Handle {
        private final Connection wire;
        private final Stock stock;

        public InField(Connection wire, Stock stock) {
            this.wire = wire;
            this.stock = stock;
        }

        @Override
        protected Connection lent() {
            return wire;
        }

        @Override
        protected void giveBack() {
            stock.putBack(wire);
        }
    }

    abstract static class Wired extends Handle {
        final Connection wire;

        Wired(Connection wire) {
            this.wire = wire;
        }

        @Override
        protected Connection lent() {
            return wire;
        }
    }

    static final class InSuperclass extends Wired {
        private final Stock stock;

        InSuperclass(Connection wire, Stock stock) {
            super(wire);
            this.stock = stock;
        }

        @Override
        protected void giveBack() {
            stock.putBack(wire);
        }
    }

    static final class BesideItself extends Handle {
        private final Connection self = this;
        private final Connection wire;
        private final Stock stock;

        BesideItself(Connection wire, Stock stock) {
            this.wire = wire;
            this.stock = stock;
        }

        @Override
        protected Connection lent() {
            return self == this ? wire : self;
        }

        @Override
        protected void giveBack() {
            stock.putBack(wire);
        }
    }

    static final class Slot<T> {
        private final T content;

        Slot(T content) {
            this.content = content;
        }
    }

    static final class InHolder extends Handle {
        private final Slot<Connection> slot;
        private final Stock stock;

        InHolder(Connection wire, Stock stock) {
            this.slot = new Slot<>(wire);
            this.stock = stock;
        }

        @Override
        protected Connection lent() {
            return slot.content;
        }

        @Override
        protected void giveBack() {
            stock.putBack(slot.content);
        }
    }

    static final class InArray extends Handle {
        private final Object[] parts;

        InArray(Connection wire, Stock stock) {
            this.parts = new Object[] {stock, wire};
        }

        @Override
        protected Connection lent() {
            return (Connection) parts[1];
        }

        @Override
        protected void giveBack() {
            ((Stock) parts[0]).putBack(lent());
        }
    }

    static final class InReference extends Handle {
        private final AtomicReference<Connection> reference;
        private final Stock stock;

        InReference(Connection wire, Stock stock) {
            this.reference = new AtomicReference<>(wire);
            this.stock = stock;
        }

        @Override
        protected Connection lent() {
            return reference.get();
        }

        @Override
        protected void giveBack() {
            stock.putBack(reference.get());
        }
    }

    static final class InLambda extends Handle {
        private final Supplier<Connection> supplier;
        private final Runnable onClose;

        InLambda(Connection wire, Stock stock) {
            this.supplier = () -> wire;
            this.onClose = () -> stock.putBack(wire);
        }

        @Override
        protected Connection lent() {
            return supplier.get();
        }

        @Override
        protected void giveBack() {
            onClose.run();
        }
    }

    static Connection proxy(Connection wire, Stock stock) {
        return proxyOf(new Handler(wire, stock));
    }

    static Connection lambdaProxy(Connection wire, Stock stock) {
        Handle back = new InField(wire, stock);
        return proxyOf((self, method, arguments) -> pass(wire, back, method, arguments));
    }

    /** As MyBatis and many others make theirs: of a class of the loader that {@code java.sql} has. */
    static Connection platformProxy(Connection wire, Stock stock) {
        return proxyOf(Connection.class.getClassLoader(), new Handler(wire, stock));
    }

    private static final class Handler implements InvocationHandler {
        private final Object target;
        private final Handle back;

        Handler(Connection wire, Stock stock) {
            this.target = wire;
            this.back = new InField(wire, stock);
        }

        @Override
        public Object invoke(Object self, Method method, Object[] arguments) throws Throwable {
            return pass(target, back, method, arguments);
        }
    }

    private static Connection proxyOf(InvocationHandler handler) {
        return proxyOf(Handles.class.getClassLoader(), handler);
    }

    private static Connection proxyOf(ClassLoader loader, InvocationHandler handler) {
        return (Connection) Proxy.newProxyInstance(loader, new Class<?>[] {Connection.class}, handler);
    }

    private static Object pass(Object target, Handle back, Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("close")) {
            back.close();
            return null;
        }
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        }
    }
}
