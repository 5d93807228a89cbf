package io.connwake.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.pipeline.rules.Rules;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page that explains findings has a section for each kind, whose heading makes its anchor, and no other. */
class FindingsPageTest {
    private static final Path AGENT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern SECTION = Pattern.compile("(?m)^### `([^`]+)`$");
    private static final Pattern KIND = Pattern.compile("[a-z]+(_[a-z]+)*");

    @Test
    void has_a_section_for_each_kind_and_each_section_a_kind() throws Exception {
        assertThat(sections()).isEqualTo(kinds()).hasSizeGreaterThanOrEqualTo(25);
    }

    private static Set<String> sections() throws IOException {
        Set<String> sections = new TreeSet<>();
        Matcher section = SECTION.matcher(Files.readString(AGENT.resolve("docs/findings.md")));
        while (section.find()) {
            sections.add(section.group(1));
        }
        return sections;
    }

    /** The texts that the rules name their findings by. */
    private static Set<String> kinds() throws IOException, URISyntaxException, ReflectiveOperationException {
        Path classes = Path.of(Rules.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .resolve(Rules.class.getPackageName().replace('.', '/'));
        Set<String> kinds = new TreeSet<>();
        try (Stream<Path> files = Files.list(classes)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith("Rule.class")) {
                    kindsOf(Class.forName(Rules.class.getPackageName() + "." + name.replace(".class", "")), kinds);
                }
            }
        }
        return kinds;
    }

    private static void kindsOf(Class<?> rule, Set<String> kinds) throws IllegalAccessException {
        for (Field field : rule.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.getType() == String.class) {
                field.setAccessible(true);
                String value = (String) field.get(null);
                if (KIND.matcher(value).matches()) {
                    kinds.add(value);
                }
            }
        }
    }
}
