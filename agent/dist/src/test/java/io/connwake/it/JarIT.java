package io.connwake.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.testing.AgentJar;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class JarIT {
    private static final long THREE_MEGABYTES = 3L << 20;
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
                assertThat(version(name))
                        .as(name)
                        .isEqualTo(name.equals("io/connwake/agent/Premain.class") ? JAVA_8 : JAVA_17);
            }
        }
    }

    @Nested
    class the_hidden_part {
        private static final Pattern UNRELOCATED = Pattern.compile(
                "^[^ ]*(?<!shaded[./])\\b(net[./]bytebuddy|org[./]jctools|io[./]opentelemetry)[./]\\w[^ ]*$");

        @Test
        void lies_in_packages_of_ours() {
            assertThat(names(name -> name.endsWith(".classdata")))
                    .isNotEmpty()
                    .allMatch(name -> name.startsWith("isolated/io/connwake/") || isBootClass(name));
        }

        @Test
        void defines_these_classes_in_java_lang() {
            assertThat(names(name -> isBootClass(name) && !name.endsWith("package-info.classdata")))
                    .containsExactlyInAnyOrder(
                            "isolated/java/lang/ConnwakeSink.classdata",
                            "isolated/java/lang/ConnwakeCarrier.classdata",
                            "isolated/java/lang/ConnwakeInstallation.classdata",
                            "isolated/java/lang/ConnwakeHooks.classdata");
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
            for (String name : names(name -> name.startsWith("isolated/META-INF/services/") && !name.endsWith("/"))) {
                assertThat(name).startsWith("isolated/META-INF/services/io.connwake.");
                assertThat(new String(bytes(name), java.nio.charset.StandardCharsets.UTF_8).lines())
                        .filteredOn(line -> !line.isBlank() && !line.startsWith("#"))
                        .allMatch(line -> line.startsWith("io.connwake."));
            }
        }

        /** {@code CLASS: TEXT} of every string in a constant pool that is of that kind. */
        private List<String> references(Predicate<String> kind) throws IOException {
            List<String> found = new ArrayList<>();
            for (String name : names(name -> name.endsWith(".classdata"))) {
                ConstantPool.strings(bytes(name)).stream().filter(kind).forEach(text -> found.add(name + ": " + text));
            }
            return found;
        }
    }

    private boolean isBootClass(String name) {
        return name.startsWith("isolated/java/lang/Connwake");
    }

    private List<String> names(Predicate<String> wanted) {
        return jar.stream().map(JarEntry::getName).filter(wanted).toList();
    }

    private int version(String name) throws IOException {
        try (DataInputStream in = new DataInputStream(jar.getInputStream(jar.getJarEntry(name)))) {
            in.readInt();
            in.readUnsignedShort();
            return in.readUnsignedShort();
        }
    }

    private byte[] bytes(String name) throws IOException {
        try (InputStream in = jar.getInputStream(jar.getJarEntry(name))) {
            return in.readAllBytes();
        }
    }
}
