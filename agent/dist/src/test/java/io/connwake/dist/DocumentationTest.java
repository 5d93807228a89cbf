package io.connwake.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the pages say that can be held against the code and against each other. */
class DocumentationTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Path README = ROOT.resolve("README.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z.]+)` \\| .* \\| (`[^`]*`|none) \\|$");
    private static final Pattern LINK = Pattern.compile("(?<!!)\\[[^\\]]*]\\(([^)\\s]+)\\)");
    private static final Pattern CODE = Pattern.compile("`[^`\\n]+`");
    private static final Pattern TEST = Pattern.compile("\\b[A-Z]\\w*[a-z0-9](?:Test|IT)\\b");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

    @Test
    void the_readme_names_every_setting_with_its_default_and_no_other() throws IOException {
        Map<String, String> said = new TreeMap<>();
        Matcher row = ROW.matcher(Files.readString(README));
        while (row.find()) {
            said.put(
                    row.group(1),
                    row.group(2).equals("none") ? "" : row.group(2).replace("`", ""));
        }
        Map<String, String> real = new TreeMap<>();
        for (Setting setting : Setting.values()) {
            real.put(setting.key, setting.usual);
        }
        assertThat(said).isEqualTo(real);
    }

    @Test
    void every_link_leads_to_a_file_and_to_a_heading_in_it() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path page : pages()) {
            Matcher link = LINK.matcher(Files.readString(page));
            while (link.find()) {
                if (!link.group(1).contains("://") && !leads(page, link.group(1))) {
                    broken.add(ROOT.relativize(page) + ": " + link.group(1));
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void every_test_that_a_page_names_exists() throws IOException {
        Set<String> classes = classes();
        List<String> missing = new ArrayList<>();
        for (Path page : pages()) {
            Matcher code = CODE.matcher(Files.readString(page));
            while (code.find()) {
                Matcher test = TEST.matcher(code.group());
                while (test.find()) {
                    if (!classes.contains(test.group())) {
                        missing.add(ROOT.relativize(page) + ": " + test.group());
                    }
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    /** Names of all test classes, without their packages. */
    private static Set<String> classes() throws IOException {
        Set<String> names = new HashSet<>();
        for (String modules : List.of("", "agent")) {
            try (Stream<Path> folders = Files.list(ROOT.resolve(modules))) {
                for (Path each : folders.toList()) {
                    names.addAll(classes(each.resolve("src/test/java")));
                }
            }
        }
        return names;
    }

    private static List<String> classes(Path sources) throws IOException {
        if (!Files.isDirectory(sources)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(sources)) {
            return files.map(file -> file.getFileName().toString().replace(".java", ""))
                    .toList();
        }
    }

    private static boolean leads(Path page, String link) throws IOException {
        int hash = link.indexOf('#');
        String path = hash < 0 ? link : link.substring(0, hash);
        Path target = path.isEmpty() ? page : page.resolveSibling(path).normalize();
        return Files.exists(target) && (hash < 0 || anchors(target).contains(link.substring(hash + 1)));
    }

    /** As the usual forges make them: lower case, without punctuation, blanks as hyphens. */
    private static Set<String> anchors(Path page) throws IOException {
        Set<String> anchors = new HashSet<>();
        Matcher heading = HEADING.matcher(Files.readString(page));
        while (heading.find()) {
            anchors.add(heading.group(1)
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{Alnum}_ -]", "")
                    .replace(' ', '-'));
        }
        return anchors;
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(README));
        for (String folder : List.of("agent", "agent/docs", "collector-config")) {
            try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
            }
        }
        return pages;
    }
}
