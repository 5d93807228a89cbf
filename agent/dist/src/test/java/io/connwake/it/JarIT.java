package io.connwake.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.testing.AgentJar;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class JarIT {
    private static final long THREE_MEGABYTES = 3_000_000;
    private static final int JAVA_8 = 52;
    private static final int JAVA_17 = 61;

    private JarFile jar;

    @BeforeEach
    void open() throws IOException {
        jar = new JarFile(AgentJar.path().toFile());
    }

    @AfterEach
    void close() throws IOException {
        jar.close();
    }

    @Nested
    class the_jar {
        @Test
        void is_at_most_three_megabytes() throws IOException {
            assertThat(Files.size(AgentJar.path())).isLessThanOrEqualTo(THREE_MEGABYTES);
        }

        @Test
        void names_its_entry_and_what_it_may_do() throws IOException {
            Attributes manifest = jar.getManifest().getMainAttributes();

            assertThat(manifest.getValue("Main-Class")).isEqualTo("io.connwake.agent.Main");
            assertThat(manifest.getValue("Premain-Class")).isEqualTo("io.connwake.agent.Premain");
            assertThat(manifest.getValue("Agent-Class")).isEqualTo("io.connwake.agent.Premain");
            assertThat(manifest.getValue("Can-Retransform-Classes")).isEqualTo("true");
            assertThat(manifest.getValue("Boot-Class-Path")).isNull();
            assertThat(manifest.getValue("Class-Path")).isNull();
        }

        @Test
        void is_no_module() {
            assertThat(names(name -> name.contains("module-info"))).isEmpty();
        }

        @Test
        void carries_no_file_of_a_build() {
            assertThat(names(name -> name.startsWith("META-INF/maven/"))).isEmpty();
        }
    }

    @Nested
    class the_visible_part {
        @Test
        void is_the_entry_package_alone() {
            assertThat(names(name -> name.endsWith(".class")))
                    .isNotEmpty()
                    .allMatch(name -> name.startsWith("io/connwake/agent/"));
            assertThat(names(name -> !name.endsWith("/") && !name.startsWith("isolated/")))
                    .allMatch(name -> name.startsWith("io/connwake/agent/") || name.startsWith("META-INF/"))
                    .noneMatch(name -> name.startsWith("META-INF/services/"));
        }

        @Test
        void can_be_entered_by_java_8_and_no_further() throws IOException {
            for (String name : names(name -> name.endsWith(".class"))) {
                boolean isEntry = List.of("Main", "Premain").contains(name.replaceAll(".*/|\\.class", ""));
                assertThat(version(bytes(name))).as(name).isEqualTo(isEntry ? JAVA_8 : JAVA_17);
            }
        }
    }

    @Nested
    class the_hidden_part {
        private static final String AGENT = "isolated/agent.zip";
        private static final String OPEN_TELEMETRY = "isolated/opentelemetry.zip";
        private static final String REPORT = "isolated/report.zip";

        private static final Pattern UNRELOCATED = Pattern.compile(
                "^[^ ]*(?<!shaded[./])\\b(net[./]bytebuddy|org[./]jctools|io[./]opentelemetry)[./]\\w[^ ]*$");

        private Map<String, byte[]> classes;

        @BeforeEach
        void read() throws IOException {
            classes = new TreeMap<>();
            for (String name : names(name -> name.endsWith(".classdata"))) {
                classes.put(name.substring("isolated/".length()), bytes(name));
            }
            classes.putAll(pack(AGENT));
            classes.putAll(pack(OPEN_TELEMETRY));
            pack(REPORT).forEach((name, bytes) -> {
                if (name.endsWith(".classdata")) {
                    classes.put(name, bytes);
                }
            });
        }

        @Test
        void has_the_command_line_and_its_page_in_a_pack_of_their_own() throws IOException {
            assertThat(pack(REPORT).keySet())
                    .contains("io/connwake/report/report.html", "io/connwake/report/CommandLine.classdata")
                    .allMatch(name -> name.matches("io/connwake/(report|recording/reader)/.*"));
            assertThat(pack(AGENT).keySet())
                    .noneMatch(name -> name.startsWith("io/connwake/report/") || name.contains("/reader/"));
        }

        @Test
        void holds_no_line_numbers_of_libraries() throws IOException {
            assertThat(references(text -> text.equals("LineNumberTable")))
                    .isNotEmpty()
                    .noneMatch(found -> found.startsWith("io/connwake/shaded/opentelemetry/"));
        }

        @Test
        void costs_the_jvm_an_index_of_few_entries() {
            assertThat(jar.size()).isLessThan(35);
        }

        @Test
        void lies_in_packs_that_are_read_in_one_piece() throws IOException {
            assertThat(jar.getJarEntry(AGENT).getMethod()).isEqualTo(ZipEntry.STORED);
            assertThat(jar.getJarEntry(OPEN_TELEMETRY).getMethod()).isEqualTo(ZipEntry.STORED);
            assertThat(pack(AGENT)).hasSizeGreaterThan(200);
            assertThat(pack(OPEN_TELEMETRY)).hasSizeGreaterThan(200);
        }

        @Test
        void lies_in_packages_of_ours() {
            assertThat(classes.keySet())
                    .allMatch(name -> name.endsWith(".classdata"))
                    .allMatch(name -> name.startsWith("io/connwake/") || isBootClass(name));
        }

        @Test
        void defines_these_classes_in_java_lang() {
            assertThat(classes.keySet())
                    .filteredOn(this::isBootClass)
                    .containsExactlyInAnyOrder(
                            "java/lang/ConnwakeSink.classdata",
                            "java/lang/ConnwakeCarrier.classdata",
                            "java/lang/ConnwakeInstallation.classdata",
                            "java/lang/ConnwakeHooks.classdata");
        }

        @Test
        void needs_no_newer_java_than_17() {
            assertThat(classes)
                    .allSatisfy((name, bytes) -> assertThat(version(bytes)).isLessThanOrEqualTo(JAVA_17));
        }

        @Test
        void refers_to_nothing_that_was_relocated_by_its_old_name() throws IOException {
            assertThat(references(UNRELOCATED.asPredicate())).isEmpty();
        }

        @Test
        void does_not_log_through_the_jdk() throws IOException {
            assertThat(references(text -> text.contains("java/util/logging/"))).isEmpty();
        }

        @Test
        void names_services_by_their_new_names() throws IOException {
            List<String> services = names(name -> name.startsWith("isolated/META-INF/services/"));
            assertThat(services).isNotEmpty();
            for (String name : services) {
                assertThat(name).startsWith("isolated/META-INF/services/io.connwake.");
                assertThat(new String(bytes(name), StandardCharsets.UTF_8).lines())
                        .filteredOn(line -> !line.isBlank() && !line.startsWith("#"))
                        .isNotEmpty()
                        .allMatch(line -> line.startsWith("io.connwake."));
            }
        }

        private boolean isBootClass(String name) {
            return name.startsWith("java/lang/Connwake");
        }

        private Map<String, byte[]> pack(String name) throws IOException {
            return PackContent.of(jar, name);
        }

        /** {@code CLASS: TEXT} of every string in a constant pool that is of that kind. */
        private List<String> references(Predicate<String> kind) throws IOException {
            List<String> found = new ArrayList<>();
            for (Map.Entry<String, byte[]> each : classes.entrySet()) {
                for (String text : ConstantPool.strings(each.getValue())) {
                    if (kind.test(text)) {
                        found.add(each.getKey() + ": " + text);
                    }
                }
            }
            return found;
        }
    }

    private List<String> names(Predicate<String> wanted) {
        return jar.stream().map(JarEntry::getName).filter(wanted).toList();
    }

    private static int version(byte[] classFile) {
        return ByteBuffer.wrap(classFile).getShort(6);
    }

    private byte[] bytes(String name) throws IOException {
        try (InputStream in = jar.getInputStream(jar.getJarEntry(name))) {
            return in.readAllBytes();
        }
    }
}
