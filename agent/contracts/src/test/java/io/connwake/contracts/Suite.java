package io.connwake.contracts;

/** The tests that a pool publishes of itself. */
@SuppressWarnings("ImmutableEnumChecker") // the array stays in here
enum Suite {
    COMMONS_DBCP_2(
            "commons-dbcp2-2.14.0-tests.jar",
            1_500,
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
            "h2-"),
    VIBUR(
            "vibur-dbcp-26.0-tests.jar",
            25,
            "vibur-dbcp-26.0.jar",
            "vibur-object-pool-26.0",
            "caffeine",
            "hsqldb-2.7.4",
            "sqltool");

    /** What runs the tests. */
    static final String[] RUNNER = {
        "junit-platform-console-standalone",
        "mockito-core",
        "mockito-junit-jupiter",
        "byte-buddy-1.15.4",
        "byte-buddy-agent",
        "objenesis",
        "slf4j-api",
        "slf4j-nop"
    };

    final String tests;
    /** So many pass at least, or the suite did not run. */
    final int least;

    final String[] jars;

    Suite(String tests, int least, String... jars) {
        this.tests = tests;
        this.least = least;
        this.jars = jars;
    }
}
