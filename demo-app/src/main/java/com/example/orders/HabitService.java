package com.example.orders;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * {@code POST /habits/NAME} does what {@link Habits} names so, each as a part of an application of its own: with a pool of
 * one that is kept, or with a connection that is closed afterwards.
 */
public final class HabitService {
    private final String url;
    private final boolean keeps;
    private final boolean leaves;
    private final Map<Habits, HikariDataSource> pools = new EnumMap<>(Habits.class);

    private HabitService(String url, boolean keeps, boolean leaves) {
        this.url = url;
        this.keeps = keeps;
        this.leaves = leaves;
    }

    /** Arguments: JDBC URL; {@code keeps} or {@code disconnects}; {@code session} or {@code transaction}. */
    public static void main(String[] arguments) throws IOException {
        HabitService service =
                new HabitService(arguments[0], arguments[1].equals("keeps"), arguments[2].equals("session"));
        new Front().at("/habits/", service::serve).open();
    }

    private Answer serve(URI asked) throws SQLException {
        String name = asked.getPath().substring("/habits/".length());
        Habits habit = Habits.valueOf(name.toUpperCase(Locale.ROOT));
        try (Connection connection = connection(habit);
                Statement statement = connection.createStatement()) {
            if (leaves) {
                habit.ofSession(connection, statement);
            } else {
                habit.ofTransaction(connection, statement);
            }
        }
        return new Answer(200, name);
    }

    private Connection connection(Habits habit) throws SQLException {
        return keeps ? pool(habit).getConnection() : DriverManager.getConnection(url);
    }

    private synchronized HikariDataSource pool(Habits habit) {
        return pools.computeIfAbsent(habit, each -> {
            HikariDataSource pool = new HikariDataSource();
            pool.setPoolName(each.name().toLowerCase(Locale.ROOT));
            pool.setJdbcUrl(url);
            pool.setMaximumPoolSize(1);
            return pool;
        });
    }
}
