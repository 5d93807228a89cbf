package io.connwake.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A section of the page on findings, as it reads on a terminal. */
final class Explanation {
    private static final String SECTION = "### ";

    private Explanation() {}

    static String of(String kind) throws Refusal, IOException {
        List<String> kinds = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        boolean isWithin = false;
        for (String line : page().lines().toList()) {
            if (line.startsWith(SECTION)) {
                String name = line.substring(SECTION.length()).replace("`", "");
                kinds.add(name);
                isWithin = name.equals(kind);
            } else if (line.startsWith("# ")) {
                isWithin = false;
            }
            if (isWithin) {
                text.append(plain(line)).append('\n');
            }
        }
        if (text.isEmpty()) {
            throw new Refusal("there is no command and no kind of finding " + kind
                    + "; java -jar connwake.jar help lists the commands, the kinds are " + String.join(", ", kinds));
        }
        return text.toString().strip();
    }

    /** Without what makes a page of it; the examples stay indented. */
    private static String plain(String line) {
        return line.replaceAll("\\[([^\\]]*)]\\([^)]*\\)", "$1")
                .replaceFirst("^### `(.*)`$", "$1")
                .replaceFirst("^>( |$)", "    ")
                .replace("**", "")
                .replaceAll("\\*([A-Za-z]+:?)\\*", "$1")
                .replace("`", "")
                .replace("\\_", "_")
                .stripTrailing();
    }

    private static String page() throws IOException {
        try (InputStream page = Explanation.class.getResourceAsStream("findings.md")) {
            if (page == null) {
                throw new IOException("this jar is without its page on findings");
            }
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
