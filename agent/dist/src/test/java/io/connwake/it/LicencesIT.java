package io.connwake.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.testing.AgentJar;
import java.io.IOException;
import java.net.URL;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the jar says that it contains, held against what it contains. */
class LicencesIT {
    /** What is made of a class's lambdas has its name and a number. */
    private static final Pattern SHADED = Pattern.compile("io/connwake/shaded/(\\w+)/(.*?)(?:\\$\\$\\d+)?\\.classdata");

    private static final Map<String, String> FORMER =
            Map.of("bytebuddy", "net/bytebuddy/", "jctools", "org/jctools/", "opentelemetry", "io/opentelemetry/");
    private static final Pattern LIBRARY = Pattern.compile("^([\\w.]+):([\\w-]+)$", Pattern.MULTILINE);

    private JarFile jar;

    @BeforeEach
    void open() throws IOException {
        jar = new JarFile(AgentJar.path().toFile());
    }

    @AfterEach
    void close() throws IOException {
        jar.close();
    }

    @Test
    void every_library_that_is_in_the_jar_has_a_line_in_its_notice_and_no_other_has() throws IOException {
        Set<String> named = new TreeSet<>();
        for (Matcher line = LIBRARY.matcher(text("META-INF/NOTICE")); line.find(); ) {
            named.add(line.group(1).replace('.', '/') + "/" + line.group(2));
        }

        assertThat(libraries()).isNotEmpty().isEqualTo(named);
    }

    @Test
    void the_licences_that_the_notice_names_are_there() throws IOException {
        Set<String> files = new HashSet<>();
        for (Matcher file = Pattern.compile("META-INF/[\\w/]+").matcher(text("META-INF/NOTICE")); file.find(); ) {
            files.add(file.group());
        }

        assertThat(files).containsExactlyInAnyOrder("META-INF/LICENSE", "META-INF/licenses/ASM");
        assertThat(text("META-INF/LICENSE")).contains("Apache License", "TERMS AND CONDITIONS");
        assertThat(text("META-INF/licenses/ASM")).contains("INRIA", "Redistributions in binary form");
    }

    @Test
    void of_byte_buddy_there_is_only_its_copy_of_asm() throws IOException {
        assertThat(shaded())
                .filteredOn(name -> name.startsWith("net/bytebuddy/"))
                .isNotEmpty()
                .allMatch(name -> name.startsWith("net/bytebuddy/jar/asm/"));
    }

    /** As folders of a Maven repository: where the class path has the classes that were shaded. */
    private Set<String> libraries() throws IOException {
        Set<String> libraries = new TreeSet<>();
        for (String name : shaded()) {
            URL found = LicencesIT.class.getClassLoader().getResource(name + ".class");
            assertThat(found).as(name).isNotNull();
            Matcher path = Pattern.compile(".*/(" + group(name) + "/[^/]+)/[^/]+/[^/]+\\.jar!.*")
                    .matcher(found.getPath());
            assertThat(path.matches()).as(found.getPath()).isTrue();
            libraries.add(path.group(1));
        }
        return libraries;
    }

    private static String group(String name) {
        return FORMER.values().stream()
                .filter(name::startsWith)
                .map(each -> each.substring(0, each.length() - 1))
                .findFirst()
                .orElseThrow();
    }

    /** Names of classes as they were before they were shaded. */
    private Set<String> shaded() throws IOException {
        Set<String> names = new TreeSet<>();
        for (String pack : List.of("agent", "diagnosis", "opentelemetry", "report")) {
            for (String each : PackContent.of(jar, "isolated/" + pack + ".zip").keySet()) {
                Matcher shaded = SHADED.matcher(each);
                if (shaded.matches()) {
                    assertThat(FORMER)
                            .as("libraries that " + each + " may be of")
                            .containsKey(shaded.group(1));
                    names.add(FORMER.get(shaded.group(1)) + shaded.group(2));
                }
            }
        }
        return names;
    }

    private String text(String name) throws IOException {
        return new String(jar.getInputStream(jar.getJarEntry(name)).readAllBytes(), UTF_8);
    }
}
