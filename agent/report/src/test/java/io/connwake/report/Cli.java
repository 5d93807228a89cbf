package io.connwake.report;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One call of the command line. */
record Cli(int code, String out, String err) {
    private static final Pattern DATA =
            Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script>", Pattern.DOTALL);

    static Cli run(Object... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String[] texts = new String[words.length];
        for (int i = 0; i < words.length; i++) {
            texts[i] = String.valueOf(words[i]);
        }
        int code = CommandLine.run(
                texts,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Cli(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** The document in the page that these recordings make. */
    static JsonObject report(Path directory, Object... recordings) throws IOException {
        Path page = directory.resolve("page.html");
        Object[] words = new Object[recordings.length + 3];
        words[0] = "report";
        System.arraycopy(recordings, 0, words, 1, recordings.length);
        words[words.length - 2] = "-o";
        words[words.length - 1] = page;
        Cli made = run(words);
        if (made.code() != 0) {
            throw new AssertionError(made.err());
        }
        return data(Files.readString(page));
    }

    static JsonObject data(String page) {
        Matcher matcher = DATA.matcher(page);
        if (!matcher.find()) {
            throw new AssertionError("no data in the page");
        }
        return new Gson().fromJson(matcher.group(1), JsonObject.class);
    }
}
