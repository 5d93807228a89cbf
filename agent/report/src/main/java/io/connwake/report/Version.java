package io.connwake.report;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** The version, as the build wrote it into the jar. */
final class Version {
    private Version() {}

    static String of() throws IOException {
        try (InputStream in = Version.class.getClassLoader().getResourceAsStream("connwake.properties")) {
            Properties properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("version", "unknown");
        }
    }
}
