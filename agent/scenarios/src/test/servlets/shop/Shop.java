package com.example.trouble.web;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** An application behind two filters. Some of its servlets go wrong, some go on after their call has returned. */
public final class Shop implements Consumer<ServletContext>, AutoCloseable {
    private final String url;
    private final String user;
    private final String password;
    private final HikariDataSource pool = new HikariDataSource();
    private final ExecutorService workers = Executors.newSingleThreadExecutor(work -> {
        Thread worker = new Thread(work, "worker");
        worker.setDaemon(true);
        return worker;
    });

    public Shop(String url, String user, String password) {
        this.url = url;
        this.user = user;
        this.password = password;
        pool.setJdbcUrl(url);
        pool.setUsername(user);
        pool.setPassword(password);
        pool.setMaximumPoolSize(8);
        pool.setMinimumIdle(1);
    }

    @Override
    public void accept(ServletContext context) {
        add(context, "orders", new Orders(), "/orders/*");
        add(context, "plain", new Orders(), "/plain");
        add(context, "forwards", new Forwards(), "/forwards");
        add(context, "circles", new Circles(), "/circles");
        add(context, "fails", new Fails(), "/fails");
        add(context, "failed", new Orders(), "/failed");
        add(context, "refuses", new Refuses(), "*.refused");
        add(context, "later", new Later(), "/later");
        add(context, "again", new Again(), "/again");
        add(context, "never", new Never(), "/never");
        add(context, "stumbles", new Stumbles(), "/stumbles");
        add(context, "keeps", new Keeps(), "/keeps");
        add(context, "connects", new Connects(), "/connects");
        for (String each : new String[] {"first", "second"}) {
            var filter = context.addFilter(each, new Wrapping());
            filter.setAsyncSupported(true);
            filter.addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
        pool.close();
    }

    private static void add(ServletContext context, String name, HttpServlet servlet, String pattern) {
        var added = context.addServlet(name, servlet);
        added.setAsyncSupported(true);
        added.addMapping(pattern);
    }

    private void ask() {
        try (Connection connection = pool.getConnection()) {
            ask(connection);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static void ask(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select 1");
        }
    }

    private final class Orders extends HttpServlet {
        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) {
            ask();
        }
    }

    private final class Forwards extends HttpServlet {
        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws ServletException, IOException {
            request.getRequestDispatcher("/orders/2").forward(request, response);
        }
    }

    /** Until the stack overflows. */
    private static final class Circles extends HttpServlet {
        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws ServletException, IOException {
            request.getRequestDispatcher("/circles").forward(request, response);
        }
    }

    private final class Fails extends HttpServlet {
        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) {
            ask();
            throw new IllegalStateException("out of stock");
        }
    }

    private final class Refuses extends HttpServlet {
        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.sendError(503);
        }
    }

    /** Borrows before its call returns, and gives back from another thread. */
    private final class Later extends HttpServlet {
        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) {
            AsyncContext async = request.startAsync();
            try {
                Connection connection = pool.getConnection();
                ask(connection);
                workers.execute(() -> finish(async, connection));
            } catch (SQLException failed) {
                throw new IllegalStateException(failed);
            }
        }

        private void finish(AsyncContext async, Connection connection) {
            try {
                Thread.sleep(1_200); // longer than the agent takes to look at what is open
                ask(connection);
                connection.close();
                ((HttpServletResponse) async.getResponse()).setStatus(202);
            } catch (SQLException | InterruptedException failed) {
                throw new IllegalStateException(failed);
            } finally {
                async.complete();
            }
        }
    }

    /** Sends the request through the container once more, twice. */
    private final class Again extends HttpServlet {
        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) {
            AsyncContext async = request.startAsync();
            if (request.getAttribute("again") == null) {
                request.setAttribute("again", "once");
                workers.execute(async::dispatch);
            } else {
                workers.execute(() -> async.dispatch("/orders/3"));
            }
        }
    }

    private static final class Never extends HttpServlet {
        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) {
            request.startAsync().setTimeout(300);
        }
    }

    /** Begins to be asynchronous, but fails before its call returns; the time is for Jetty 12, which waits for it then. */
    private final class Stumbles extends HttpServlet {
        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) {
            request.startAsync().setTimeout(300);
            ask();
            throw new IllegalStateException("out of stock");
        }
    }

    private final class Keeps extends HttpServlet {
        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            try {
                ask(pool.getConnection());
            } catch (SQLException failed) {
                throw new IOException(failed);
            }
        }
    }

    private final class Connects extends HttpServlet {
        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            try (Connection connection = DriverManager.getConnection(url, user, password)) {
                ask(connection);
            } catch (SQLException failed) {
                throw new IOException(failed);
            }
        }
    }
}
