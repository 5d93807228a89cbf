package com.example.trouble.web;

import jakarta.servlet.ServletContext;
import java.io.File;
import java.nio.file.Files;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.ErrorPage;

/** Tomcat with one application at {@code /shop}, whose errors have a page of their own. */
final class Container implements AutoCloseable {
    private static final Logger ALL = Logger.getLogger("");

    private final Tomcat tomcat = new Tomcat();
    private final Context context;

    Container(Consumer<ServletContext> application, ClassLoader loader) throws Exception {
        ALL.setLevel(Level.OFF);
        File base = Files.createTempDirectory("tomcat").toFile();
        tomcat.setBaseDir(base.getPath());
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        tomcat.getConnector().setProperty("minSpareThreads", "2");
        context = tomcat.addContext("/shop", base.getPath());
        context.setParentClassLoader(loader);
        context.addServletContainerInitializer((classes, made) -> application.accept(made), null);
        ErrorPage page = new ErrorPage();
        page.setErrorCode(500);
        page.setLocation("/failed");
        context.addErrorPage(page);
        tomcat.start();
    }

    int port() {
        return tomcat.getConnector().getLocalPort();
    }

    @Override
    public void close() throws Exception {
        tomcat.stop();
        tomcat.destroy();
    }
}
