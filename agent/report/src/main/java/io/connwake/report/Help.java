package io.connwake.report;

import java.io.IOException;
import java.util.List;

/** What the command line says of itself, of each of its commands, and of each kind of finding. */
final class Help {
    private static final String REPORT = """
              java -jar connwake.jar report RECORDING... [-o report.html]
                  one page with findings, the life of each connection, pools and invocations
            """;
    private static final String FINDINGS = """
              java -jar connwake.jar findings RECORDING...
                  the findings alone; the exit code is 2 if any was confirmed, resolved since or not
            """;
    private static final String TRACES = """
              java -jar connwake.jar traces RECORDING... -o spans.jsonl
                  the spans alone, for the upload of Jaeger's page
            """;
    private static final String ATTACH = """
              java -jar connwake.jar attach PID ['record=/tmp/app.jsonl;leak.threshold=5s']
                  loads the agent there, and shows at once who waits and who is in a driver
            """;
    private static final String SNAPSHOT = """
              java -jar connwake.jar snapshot PID
                  where the agent is: pools, open leases and waiting acquires at this moment
            """;
    private static final String VERSION = """
              java -jar connwake.jar version
            """;
    private static final String HELP = """
              java -jar connwake.jar help [COMMAND|KIND]
                  this, one of these commands, or a kind of finding, such as leak
            """;
    private static final String RECORDING = """

            A RECORDING is a file of OTLP JSON lines, also one that a collector wrote, or a folder
            with *.jsonl files; several are merged. FILE.1 is read with FILE if the same process
            wrote it.""";
    private static final String OUTPUT = " -o - writes to standard output.";
    private static final String WRONG = " The exit code is 1 if something can't be done.";
    private static final String LIVE = """

            As the JVM's own user, on its machine or in its container, and with a whole JDK. A JDK
            from 21 on warns on its stderr that an agent has been loaded dynamically.""";
    private static final String SETTINGS = """
             The
            settings are those of -javaagent, KEY=VALUE separated by ';'. An agent that is there
            already keeps its own, and is asked for a snapshot.""";

    private Help() {}

    static String general() {
        return "Connwake traces the database connections of a JVM:\n"
                + "  java -javaagent:connwake.jar=record=app.jsonl -jar app.jar\n"
                + "\nand shows what was recorded:\n" + REPORT + FINDINGS + TRACES
                + "\nand a JVM that runs already, as its own user and with a whole JDK:\n" + ATTACH + SNAPSHOT
                + "\nbesides:\n" + VERSION + HELP + RECORDING + OUTPUT + WRONG;
    }

    static boolean isAskedFor(List<String> words) {
        for (String word : words) {
            if (word.equals("--")) {
                return false;
            }
            if (word.equals("--help") || word.equals("-h") || word.equals("-?")) {
                return true;
            }
        }
        return false;
    }

    /** A command of that name. */
    static boolean has(String name) {
        return !ofCommand(name).isEmpty();
    }

    /** Of a command or a kind of finding. */
    static String of(String name) throws Refusal, IOException {
        String text = ofCommand(name);
        return text.isEmpty() ? Explanation.of(name) : text;
    }

    private static String ofCommand(String name) {
        return switch (name) {
            case "report" -> REPORT + RECORDING + OUTPUT + WRONG;
            case "findings" -> FINDINGS + RECORDING + WRONG;
            case "traces" -> TRACES + RECORDING + OUTPUT + WRONG;
            case "attach" -> ATTACH + LIVE + SETTINGS + WRONG;
            case "snapshot" -> SNAPSHOT + LIVE + WRONG;
            case "version" -> VERSION.stripTrailing();
            case "help" -> HELP.stripTrailing();
            default -> "";
        };
    }
}
