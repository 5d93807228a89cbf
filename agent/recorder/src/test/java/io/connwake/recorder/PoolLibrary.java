package io.connwake.recorder;

import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** Real pools over H2, and how each is told the same thing. */
enum PoolLibrary {
    HIKARI_CP("com.zaxxer.hikari.HikariDataSource", "HikariCP", "setJdbcUrl") {
        @Override
        void limit(DataSource pool, int connections) {
            set(pool, "setMaximumPoolSize", connections);
            set(pool, "setMinimumIdle", 0);
        }

        @Override
        void acquireTimeoutMillis(DataSource pool, long millis) {
            set(pool, "setConnectionTimeout", millis);
        }
    },
    DBCP_2("org.apache.commons.dbcp2.BasicDataSource", "Commons DBCP 2", "setUrl") {
        @Override
        void limit(DataSource pool, int connections) {
            set(pool, "setMaxTotal", connections);
        }

        @Override
        void acquireTimeoutMillis(DataSource pool, long millis) {
            set(pool, "setMaxWait", java.time.Duration.ofMillis(millis));
        }
    };

    private static final AtomicInteger DATABASES = new AtomicInteger();

    final String label;
    private final String className;
    private final String setUrl;

    PoolLibrary(String className, String label, String setUrl) {
        this.className = className;
        this.label = label;
        this.setUrl = setUrl;
    }

    abstract void limit(DataSource pool, int connections);

    abstract void acquireTimeoutMillis(DataSource pool, long millis);

    /** A pool that has connected to nothing yet. */
    DataSource create(int limit) {
        Stage.LOADER.create(java.sql.Driver.class, "org.h2.Driver");
        DataSource pool = Stage.LOADER.create(DataSource.class, className);
        set(pool, setUrl, "jdbc:h2:mem:orders" + DATABASES.incrementAndGet() + ";DB_CLOSE_DELAY=-1");
        set(pool, "setDriverClassName", "org.h2.Driver");
        limit(pool, limit);
        return pool;
    }

    static void set(Object bean, String setter, Object value) {
        try {
            for (Method each : bean.getClass().getMethods()) {
                if (each.getName().equals(setter) && accepts(each, value)) {
                    each.invoke(bean, value);
                    return;
                }
            }
        } catch (ReflectiveOperationException refused) {
            throw new IllegalArgumentException(setter, refused);
        }
        throw new IllegalArgumentException(setter);
    }

    static void shutDown(DataSource pool) {
        try {
            ((AutoCloseable) pool).close();
        } catch (Exception refused) {
            throw new IllegalStateException(refused);
        }
    }

    private static boolean accepts(Method setter, Object value) {
        if (setter.getParameterCount() != 1) {
            return false;
        }
        Class<?> type = setter.getParameterTypes()[0];
        return type.isInstance(value)
                || (type == boolean.class && value instanceof Boolean)
                || (type == int.class && value instanceof Integer)
                || (type == long.class && value instanceof Long);
    }
}
