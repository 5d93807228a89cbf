package com.example.trouble.web;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/** Spring MVC at {@code /api/*}, and the pages that are asked of it: URL, user and password of the database first. */
public final class Visits {
    private static final HikariDataSource POOL = new HikariDataSource();

    private Visits() {}

    public static void main(String[] args) throws Exception {
        POOL.setJdbcUrl(args[1]);
        POOL.setUsername(args[2]);
        POOL.setPassword(args[3]);
        try (Container container = new Container(Visits::start, Visits.class.getClassLoader())) {
            for (int i = 4; i < args.length; i++) {
                System.out.println(args[i] + " " + HttpVisit.visit(container.port(), args[i]));
            }
        }
        System.exit(0);
    }

    private static void start(ServletContext context) {
        AnnotationConfigWebApplicationContext application = new AnnotationConfigWebApplicationContext();
        application.register(Web.class, Orders.class);
        application.setServletContext(context);
        var dispatcher = context.addServlet("dispatcher", new DispatcherServlet(application));
        dispatcher.setAsyncSupported(true);
        dispatcher.addMapping("/api/*");
    }

    @Configuration
    @EnableWebMvc
    public static class Web {}

    @RestController
    public static class Orders {
        @GetMapping("/orders/{id}")
        public String order(@PathVariable("id") String id) throws SQLException {
            try (Connection connection = POOL.getConnection()) {
                return id + connection.isValid(1);
            }
        }

        @GetMapping("/slow/{id}")
        public Callable<String> slow(@PathVariable("id") String id) {
            return () -> order(id);
        }

        @GetMapping("/broken/{id}")
        public String broken(@PathVariable("id") String id) throws IOException {
            throw new IOException(id);
        }
    }
}
