package com.example.orders;

import java.io.File;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.loader.WebappLoader;
import org.apache.catalina.startup.Tomcat;

/** Two web applications on Tomcat, the first of which is deployed a second time: base, folder of the application, its URL. */
public final class Webapps {
    private static final Logger ALL = Logger.getLogger("");

    private final Tomcat tomcat = new Tomcat();
    private final String[] args;
    private int deployed;

    private Webapps(String[] args) {
        this.args = args;
    }

    public static void main(String[] args) throws Exception {
        ALL.setLevel(Level.OFF);
        Webapps webapps = new Webapps(args);
        webapps.start();
        Context one = webapps.deployed("/one");
        webapps.visit("/one");
        webapps.deployed("/two");
        webapps.visit("/two");
        webapps.tomcat.getHost().removeChild(one);
        webapps.deployed("/one");
        webapps.visit("/one");
        Orders.awaitEnd();
        webapps.tomcat.stop();
        webapps.tomcat.destroy();
        Orders.exit();
    }

    private void start() throws Exception {
        tomcat.setBaseDir(args[0]);
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        tomcat.start();
    }

    private Context deployed(String path) {
        Context context = new StandardContext();
        context.setName(path);
        context.setPath(path);
        context.setDocBase(new File(args[1]).getAbsolutePath());
        context.setLoader(new WebappLoader());
        context.addLifecycleListener(new Tomcat.FixContextListener());
        context.addParameter("url", args[2] + ++deployed);
        Tomcat.addServlet(context, "orders", "com.example.orders.web.OrdersServlet")
                .addMapping("/orders");
        tomcat.getHost().addChild(context);
        return context;
    }

    private void visit(String path) throws Exception {
        URLConnection visit = URI.create(
                        "http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + path + "/orders")
                .toURL()
                .openConnection();
        try (InputStream answer = visit.getInputStream()) {
            System.out.println(path + " " + new String(answer.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
