package io.connwake.dist;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The agent's version, as the build wrote it. */
final class Version {
    private Version() {}

    static String of() {
        try (InputStream in = Version.class.getClassLoader().getResourceAsStream("connwake.properties")) {
            if (in == null) {
                return "unknown";
            }
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version", "unknown");
        } catch (IOException unreadable) {
            return "unknown";
        }
    }
}
