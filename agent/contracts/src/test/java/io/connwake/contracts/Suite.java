package io.connwake.contracts;

import java.util.List;

/** The tests that a pool publishes of itself. */
@SuppressWarnings("ImmutableEnumChecker") // the lists are of List.of
enum Suite {
    COMMONS_DBCP_2("org\\.apache\\.commons\\.dbcp2\\.[A-Z].*", 900, Jars.COMMONS_DBCP_2),
    COMMONS_DBCP_2_IN_PACKAGES("org\\.apache\\.commons\\.dbcp2\\.[a-z].*", 550, Jars.COMMONS_DBCP_2),
    VIBUR(".*", 25, Jars.VIBUR);

    /** What runs the tests. */
    static final List<String> RUNNER = List.of(
            "junit-platform-console-standalone",
            "mockito-core",
            "mockito-junit-jupiter",
            "byte-buddy-1.15.4",
            "byte-buddy-agent",
            "objenesis",
            "slf4j-api",
            "slf4j-nop");

    /** Which classes of the tests, by a pattern of their names: two halves of a long suite run side by side. */
    final String classes;
    /** So many pass at least, or the suite did not run. */
    final int least;

    final String tests;
    /** What the tests need, themselves included. */
    final List<String> jars;

    Suite(String classes, int least, List<String> jars) {
        this.classes = classes;
        this.least = least;
        this.tests = jars.get(0);
        this.jars = jars;
    }

    private static final class Jars {
        static final List<String> COMMONS_DBCP_2 = List.of(
                "commons-dbcp2-2.14.0-tests.jar",
                "commons-dbcp2-2.14.0.jar",
                "commons-pool2-2.13.0",
                "commons-logging",
                "commons-lang3",
                "jakarta.transaction-api",
                "geronimo-transaction",
                "geronimo-j2ee-connector",
                "narayana-jta",
                "jboss-transaction-spi",
                "jboss-logging",
                "h2-");
        static final List<String> VIBUR = List.of(
                "vibur-dbcp-26.0-tests.jar",
                "vibur-dbcp-26.0.jar",
                "vibur-object-pool-26.0",
                "caffeine",
                "hsqldb-2.7.4",
                "sqltool");
    }
}
