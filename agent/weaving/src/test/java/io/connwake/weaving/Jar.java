package io.connwake.weaving;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** Libraries of the test class path. */
enum Jar {
    HIKARI_CP("com.zaxxer.hikari.", com.zaxxer.hikari.HikariDataSource.class),
    DBCP_2("org.apache.commons.dbcp2.", org.apache.commons.dbcp2.BasicDataSource.class),
    PGJDBC("org.postgresql.", org.postgresql.Driver.class),
    H2("org.h2.", org.h2.Driver.class),
    SERVLETS("jakarta.servlet.", jakarta.servlet.Filter.class),
    TOMCAT("org.apache.catalina.", org.apache.catalina.startup.Tomcat.class),
    JUNIT("org.junit.jupiter.engine.", org.junit.jupiter.engine.JupiterTestEngine.class);

    final String packages;
    private final Class<?> member;

    Jar(String packages, Class<?> member) {
        this.packages = packages;
        this.member = member;
    }

    /** The class files by name, without those for other versions of Java. */
    Map<String, byte[]> classes() {
        Map<String, byte[]> classes = new TreeMap<>();
        try (JarFile jar = new JarFile(new File(
                member.getProtectionDomain().getCodeSource().getLocation().toURI()))) {
            for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
                String path = entry.getName();
                if (path.startsWith(packages.replace('.', '/')) && path.endsWith(".class")) {
                    String name =
                            path.substring(0, path.length() - ".class".length()).replace('/', '.');
                    classes.put(name, read(jar, entry));
                }
            }
        } catch (IOException | URISyntaxException unreadable) {
            throw new IllegalStateException(unreadable);
        }
        return classes;
    }

    private static byte[] read(JarFile jar, JarEntry entry) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }
}
