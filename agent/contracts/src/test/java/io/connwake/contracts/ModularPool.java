package io.connwake.contracts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A pool in a named module that requires {@code java.sql} and opens nothing, compiled when it is asked for. */
final class ModularPool {
    static final String MODULE = "com.acme.modular";

    private static final String INFO = "module com.acme.modular { requires java.sql; exports com.acme.modular; }";
    private static final String POOL = """
            package com.acme.modular;

            import java.lang.reflect.Proxy;
            import java.sql.Connection;
            import java.util.concurrent.ArrayBlockingQueue;
            import java.util.concurrent.BlockingQueue;
            import java.util.concurrent.Callable;
            import javax.sql.DataSource;

            public final class Pool implements java.util.function.Function<Callable<Connection>, DataSource> {
                private final BlockingQueue<Connection> idle = new ArrayBlockingQueue<>(2);

                @Override
                public DataSource apply(Callable<Connection> opener) {
                    Thread filler = new Thread(() -> fill(opener));
                    filler.start();
                    try {
                        filler.join();
                    } catch (InterruptedException interrupted) {
                        throw new IllegalStateException(interrupted);
                    }
                    return new Source(this);
                }

                private void fill(Callable<Connection> opener) {
                    try {
                        idle.add(opener.call());
                        idle.add(opener.call());
                    } catch (Exception refused) {
                        throw new IllegalStateException(refused);
                    }
                }

                private static final class Slot {
                    private final Object wire;

                    Slot(Object wire) {
                        this.wire = wire;
                    }
                }

                private record Handler(Slot slot, BlockingQueue<Connection> home)
                        implements java.lang.reflect.InvocationHandler {
                    @Override
                    public Object invoke(Object self, java.lang.reflect.Method method, Object[] arguments)
                            throws Throwable {
                        if (method.getName().equals("close")) {
                            home.add((Connection) slot.wire);
                            return null;
                        }
                        return method.invoke(slot.wire, arguments);
                    }
                }

                private record Source(Pool pool) implements DataSource {
                    @Override
                    public Connection getConnection() throws java.sql.SQLException {
                        Handler handler = new Handler(new Slot(pool.idle.poll()), pool.idle);
                        return (Connection) Proxy.newProxyInstance(
                                Pool.class.getClassLoader(), new Class<?>[] {Connection.class}, handler);
                    }

                    @Override
                    public Connection getConnection(String user, String password) throws java.sql.SQLException {
                        return getConnection();
                    }

                    @Override
                    public java.io.PrintWriter getLogWriter() {
                        return null;
                    }

                    @Override
                    public void setLogWriter(java.io.PrintWriter writer) {}

                    @Override
                    public void setLoginTimeout(int seconds) {}

                    @Override
                    public int getLoginTimeout() {
                        return 0;
                    }

                    @Override
                    public java.util.logging.Logger getParentLogger() {
                        return null;
                    }

                    @Override
                    public <T> T unwrap(Class<T> type) {
                        return null;
                    }

                    @Override
                    public boolean isWrapperFor(Class<?> type) {
                        return false;
                    }
                }
            }
            """;

    private ModularPool() {}

    /** The folder with the compiled module. */
    static Path compiled() {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Path folder = folder();
        List<String> options = List.of(
                "-d",
                folder.toString(),
                "--release",
                "17",
                "--module-path",
                folder.resolve("none").toString());
        boolean succeeded = compiler.getTask(
                        null,
                        null,
                        null,
                        options,
                        null,
                        List.of(new Source("module-info", INFO), new Source("com/acme/modular/Pool", POOL)))
                .call();
        if (!succeeded) {
            throw new IllegalStateException("the pool's module does not compile");
        }
        return folder;
    }

    private static Path folder() {
        try {
            return Files.createDirectories(Path.of("target", "modules", MODULE)).toAbsolutePath();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
