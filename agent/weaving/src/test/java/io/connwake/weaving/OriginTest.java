package io.connwake.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OriginTest {
    private static final byte[] NEAR = {1};
    private static final byte[] ASKED = {2};

    @TempDir
    private Path folder;

    private int asked;

    @Nested
    class a_class_file_of_the_hierarchy {
        @Test
        void is_read_from_the_jar_of_the_class_without_asking_its_loader() throws IOException {
            Path jar = folder.resolve("a pool.jar");
            try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
                zip.putNextEntry(new ZipEntry("com/acme/Base.class"));
                zip.write(NEAR);
            }

            assertThat(from(jar.toUri().toURL()).classFile("com/acme/Base")).isEqualTo(NEAR);
            assertThat(asked).isZero();
        }

        @Test
        void is_read_from_the_folder_of_the_class() throws IOException {
            Files.createDirectories(folder.resolve("com/acme"));
            Files.write(folder.resolve("com/acme/Base.class"), NEAR);

            assertThat(from(folder.toUri().toURL()).classFile("com/acme/Base")).isEqualTo(NEAR);
        }

        @Test
        void is_asked_of_the_loader_if_it_lies_elsewhere() throws IOException {
            assertThat(from(folder.toUri().toURL()).classFile("com/acme/Base")).isEqualTo(ASKED);
        }

        @Test
        void is_asked_of_the_loader_where_the_class_has_no_file() throws IOException {
            URL nested = new URL("jar:" + folder.resolve("app.jar").toUri().toURL() + "!/lib/pool.jar");

            assertThat(from(nested).classFile("com/acme/Base")).isEqualTo(ASKED);
            assertThat(from(null).classFile("com/acme/Base")).isEqualTo(ASKED);
            assertThat(new Origin(new Answering(), null).classFile("com/acme/Base"))
                    .isEqualTo(ASKED);
        }

        @Test
        void is_asked_of_the_loader_where_the_file_of_the_class_is_no_jar() throws IOException {
            Path script = Files.writeString(folder.resolve("Orders.groovy"), "class Orders {}");

            assertThat(from(script.toUri().toURL()).classFile("com/acme/Base")).isEqualTo(ASKED);
        }

        @Test
        void is_none_if_the_loader_throws_when_it_is_asked() {
            assertThat(new Origin(new Failing(new IllegalStateException("closed")), null).classFile("com/acme/Base"))
                    .isNull();
            assertThat(new Origin(new Failing(new NoClassDefFoundError("closed")), null).classFile("com/acme/Base"))
                    .isNull();
            assertThat(new Origin(new Failing(new StackOverflowError()), null).classFile("com/acme/Base"))
                    .isNull();
        }

        @Test
        void is_none_if_nobody_has_it() {
            assertThat(new Origin(null, null).classFile("com/acme/Nowhere")).isNull();
        }
    }

    private Origin from(@Nullable URL location) {
        CodeSource source = new CodeSource(location, (Certificate[]) null);
        return new Origin(new Answering(), new ProtectionDomain(source, null));
    }

    private static final class Failing extends ClassLoader {
        private final Throwable failure;

        Failing(Throwable failure) {
            this.failure = failure;
        }

        @Override
        public InputStream getResourceAsStream(String name) {
            if (failure instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) failure;
        }
    }

    private final class Answering extends ClassLoader {
        @Override
        public InputStream getResourceAsStream(String name) {
            asked++;
            return new ByteArrayInputStream(ASKED);
        }
    }
}
