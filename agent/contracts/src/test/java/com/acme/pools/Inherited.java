package com.acme.pools;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Pools whose {@code getConnection} is not where one would look for it. */
public final class Inherited {
    private Inherited() {}

    /** Is no data source itself. */
    static class Grandparent extends NoSource {
        private final Stock stock;

        Grandparent(Stock stock) {
            this.stock = stock;
        }

        public Connection getConnection() throws SQLException {
            return new Handles.InField(stock.take(), stock);
        }

        public Connection getConnection(String user, String password) throws SQLException {
            return getConnection();
        }
    }

    static class Parent extends Grandparent implements DataSource {
        Parent(Stock stock) {
            super(stock);
        }
    }

    static final class Child extends Parent {
        Child(Stock stock) {
            super(stock);
        }
    }

    /** Returns its own type, so that the compiler adds a bridge. */
    static class Covariant extends NoSource implements DataSource {
        private final Stock stock;

        Covariant(Stock stock) {
            this.stock = stock;
        }

        @Override
        public final Handles.InField getConnection() throws SQLException {
            return new Handles.InField(stock.take(), stock);
        }

        @Override
        public final Handle getConnection(String user, String password) throws SQLException {
            return getConnection();
        }
    }

    /** Its own {@code getConnection} opens what its pool lends. */
    static class Unpooled extends NoSource implements DataSource {
        final Stock stock;

        Unpooled(Stock stock) {
            this.stock = stock;
        }

        @Override
        public Connection getConnection() throws SQLException {
            return stock.open();
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return getConnection();
        }
    }

    /** Asks the class that it extends for what it has to open, and lends it behind a proxy. */
    static final class Pooling extends Unpooled {
        Pooling(Stock stock) {
            super(stock);
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection kept = stock.mayOpen() ? super.getConnection() : stock.take();
            return Handles.lambdaProxy(kept, stock);
        }
    }

    /** Lends the same two objects for ever. */
    static final class SameHandles extends NoSource implements DataSource {
        private final Stock stock;
        private final java.util.IdentityHashMap<Connection, Handle> handles = new java.util.IdentityHashMap<>();

        SameHandles(Stock stock) {
            this.stock = stock;
        }

        @Override
        public synchronized Connection getConnection() throws SQLException {
            Connection wire = stock.take();
            Handle handle = handles.computeIfAbsent(wire, each -> new Handles.InField(each, stock));
            handle.open();
            return handle;
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return getConnection();
        }
    }

    /** Loads the pools anew. */
    static final class LoaderOfItsOwn extends ClassLoader {
        LoaderOfItsOwn() {
            super(Inherited.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            Class<?> known = findLoadedClass(name);
            if (known != null || !name.startsWith("com.acme.pools.")) {
                return known == null ? super.loadClass(name, resolve) : known;
            }
            try (var in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (java.io.IOException unreadable) {
                throw new ClassNotFoundException(name, unreadable);
            }
        }
    }
}
