package io.connwake.report;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code attach} and {@code snapshot}: has a running JVM load the agent, or asks the one that is there, by the JDK's own
 * attach mechanism; the answer comes through a file that nobody else can read.
 */
final class LiveCommand {
    private static final String ATTACH = "attach";
    private static final Pattern ENABLED = Pattern.compile("(?:connwake\\.)?enabled\\s*=(.*)");
    private static final Set<String> OFF = Set.of("false", "off", "no", "0");
    private static final String JAR = "java -jar connwake.jar ";

    private final String name;
    private final PrintStream out;

    LiveCommand(String name, PrintStream out) {
        this.name = name;
        this.out = out;
    }

    /** The exit code. */
    int run(List<String> words) throws Refusal, IOException {
        int most = name.equals(ATTACH) ? 2 : 1;
        if (words.isEmpty() || words.size() > most) {
            throw new Refusal(
                    name + " needs the id of a process" + (most == 2 ? ", and perhaps settings in quotes" : ""));
        }
        String settings = words.size() > 1 ? words.get(1) : "";
        if (isOff(settings)) {
            throw new Refusal(
                    "attach with enabled=false is refused: it would leave an agent there that traces nothing and"
                            + " that no later attach can switch on; one that is there already it would not switch off");
        }
        TargetJvm target = TargetJvm.of(words.get(0));
        Path home = target.home();
        if (!name.equals(ATTACH) && home != null && !OpenJars.mayHoldAgent(home)) {
            throw absent(target);
        }
        String jar = jar();
        Answer answer;
        try (AnswerFolder folder = AnswerFolder.readableBy(target)) {
            String asked = "answer=" + folder.encoded() + ";" + name + ";" + settings;
            new Visit(target, jar, folder).ask(asked);
            answer = Answer.parse(heard(target, folder));
        } catch (NoClassDefFoundError absent) {
            throw withoutAttachApi(target, jar, settings);
        }
        if (answer.isAbsent()) {
            throw absent(target);
        }
        answer.print(out);
        if (name.equals(ATTACH) && answer.code() == 0) {
            out.println();
            out.println("What goes on from here: " + JAR + "snapshot " + target.pid());
        }
        return answer.code();
    }

    private static String heard(TargetJvm target, AnswerFolder folder) throws Refusal, IOException {
        String text = folder.read();
        String why = text.isEmpty() ? target.whereabouts() : "";
        if (!why.isEmpty()) {
            throw new Refusal("process " + target.pid() + " gave no answer" + why);
        }
        return text;
    }

    /** As the agent would read it: the last one counts. */
    private static boolean isOff(String settings) {
        boolean off = false;
        for (String each : settings.split(";", -1)) {
            Matcher enabled = ENABLED.matcher(each.trim());
            if (enabled.matches()) {
                off = OFF.contains(enabled.group(1).trim().toLowerCase(Locale.ROOT));
            }
        }
        return off;
    }

    /** Another JDK's jcmd has the agent loaded, but gets no answer from one that is there. */
    private Refusal withoutAttachApi(TargetJvm target, String jar, String settings) {
        String lacks = "this Java has no module jdk.attach, ";
        if (!name.equals(ATTACH)) {
            return new Refusal(lacks + "which " + name + " needs; a whole JDK has it");
        }
        return new Refusal(lacks + "a whole JDK has it; attach without it: jcmd " + target.pid() + " JVMTI.agent_load "
                + jar + (settings.isEmpty() ? "" : " '\"" + settings + "\"'"));
    }

    private static Refusal absent(TargetJvm target) {
        return new Refusal("process " + target.pid() + " runs without the agent; " + JAR + "attach " + target.pid()
                + " starts it there");
    }

    private static String jar() throws IOException {
        return Path.of(System.getProperty("java.class.path")).toRealPath().toString();
    }
}
