package io.connwake.it;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What an application runs on: jars that the build has put into {@code target/pools}. */
@SuppressWarnings("ImmutableEnumChecker") // the array stays in here
enum Library {
    HIKARI_4("HikariCP-4.0.3.jar", "slf4j-api-", "slf4j-nop-"),
    HIKARI_5("HikariCP-5.1.0.jar", "slf4j-api-", "slf4j-nop-"),
    HIKARI_6("HikariCP-6.3.3.jar", "slf4j-api-", "slf4j-nop-"),
    HIKARI_7("HikariCP-7.1.0.jar", "slf4j-api-", "slf4j-nop-"),
    DBCP_2("commons-dbcp2-", "commons-pool2-", "commons-logging-"),
    POSTGRESQL("postgresql-42.7."),
    POSTGRESQL_42_2("postgresql-42.2.29.jar"),
    MYSQL("mysql-connector-j-26."),
    MYSQL_8("mysql-connector-j-8.0.33.jar"),
    MYSQL_5("mysql-connector-java-5.1.49.jar"),
    MARIADB("mariadb-java-client-4."),
    MARIADB_3("mariadb-java-client-3.5.1.jar"),
    MARIADB_2("mariadb-java-client-2.7.12.jar"),
    H2("h2-");

    private static final Path BUILT = Path.of("target").toAbsolutePath();

    private final String[] jars;

    Library(String... jars) {
        this.jars = jars;
    }

    /** The programs of {@code com.example} and these libraries; nothing else, for some of it would warn on newer JDKs. */
    static Path[] classPath(Library... libraries) {
        List<Path> path = new ArrayList<>(List.of(BUILT.resolve("test-classes")));
        path.addAll(jars(libraries));
        return path.toArray(Path[]::new);
    }

    static List<Path> jars(Library... libraries) {
        List<Path> found = new ArrayList<>();
        for (Library each : libraries) {
            for (String jar : each.jars) {
                found.add(find(jar));
            }
        }
        return found;
    }

    private static Path find(String beginning) {
        Path directory = BUILT.resolve("pools");
        try (var files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith(beginning))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no " + beginning + " in " + directory));
        } catch (java.io.IOException absent) {
            throw new IllegalStateException("run the phase pre-integration-test to get " + directory, absent);
        }
    }
}
