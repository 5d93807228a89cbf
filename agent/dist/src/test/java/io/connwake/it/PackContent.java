package io.connwake.it;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** What lies in a pack of the agent's jar. */
final class PackContent {
    private PackContent() {}

    /** By name. */
    static Map<String, byte[]> of(JarFile jar, String pack) throws IOException {
        Map<String, byte[]> content = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(jar.getInputStream(jar.getJarEntry(pack)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                content.put(entry.getName(), zip.readAllBytes());
            }
        }
        return content;
    }
}
