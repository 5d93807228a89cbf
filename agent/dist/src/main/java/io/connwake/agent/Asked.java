package io.connwake.agent;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers a command of the jar that asks this JVM from outside, on the thread that the JVM has for that: into a file of
 * the asker, and nowhere else. What goes wrong is told there, and the application hears nothing of it.
 */
public final class Asked {
    private static final String ATTACH = "attach";
    private static final String ABSENT = "?\n!1\n";

    private Asked() {}

    /**
     * Answers, or throws where the file is refused.
     *
     * @param given the file's name, percent-encoded; {@code ;attach;SETTINGS} or {@code ;snapshot}
     */
    public static void answer(String given, Instrumentation jvm) throws IOException {
        String[] parts = given.split(";", 3);
        Path file = Path.of(URLDecoder.decode(parts[0], StandardCharsets.UTF_8));
        try (AnswerFile answer = AnswerFile.create(file)) {
            String settings = parts.length > 2 && !parts[2].isBlank() ? parts[2] : null;
            String text;
            try {
                text = parts[1].equals(ATTACH) && !Premain.isAttached() ? attach(settings, jvm) : snapshot(settings);
            } catch (Throwable failure) {
                text = wrong("The agent failed to answer: " + failure);
            }
            answer.write(text);
        }
    }

    /** The stacks are taken before anything is changed. */
    private static String attach(@Nullable String settings, Instrumentation jvm) throws ReflectiveOperationException {
        Map<Thread, StackTraceElement[]> stacks = Thread.getAllStackTraces();
        String said = Premain.startUnheard(settings, jvm);
        return inquire(said, stacks);
    }

    private static String snapshot(@Nullable String settings) throws ReflectiveOperationException {
        if (!Premain.isAttached()) {
            return ABSENT;
        }
        return inquire(
                settings == null ? "" : "The agent is there already, so these settings are not used: " + settings,
                null);
    }

    private static String inquire(String said, @Nullable Map<Thread, StackTraceElement[]> stacks)
            throws ReflectiveOperationException {
        try {
            return (String) Class.forName("io.connwake.dist.Inquiry", true, Entry.AGENT)
                    .getMethod("answer", String.class, Map.class)
                    .invoke(null, said, stacks);
        } catch (InvocationTargetException failed) {
            return failed(said, failed.getCause());
        } catch (LinkageError unable) {
            return failed(said, unable);
        }
    }

    /** What was said before is often the reason. */
    private static String failed(String said, @Nullable Throwable failure) {
        StringBuilder sentences = new StringBuilder();
        for (String line : said.split("\n", -1)) {
            if (!line.isEmpty()) {
                sentences.append('=').append(line).append('\n');
            }
        }
        return sentences + wrong("The agent failed to answer: " + failure);
    }

    private static String wrong(String sentence) {
        return "=" + sentence.replaceAll("\\p{Cntrl}", "?") + "\n!1\n";
    }
}
