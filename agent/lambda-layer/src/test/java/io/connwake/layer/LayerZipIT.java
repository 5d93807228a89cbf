package io.connwake.layer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.connwake.testing.AgentJar;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** The layer as it is uploaded. */
class LayerZipIT {
    private static final String WRAPPER = "connwake-handler";
    private static final String AGENT = "connwake/connwake.jar";
    private static final List<String> LEGAL = List.of("connwake/LICENSE", "connwake/NOTICE", "connwake/licenses/ASM");
    private static final long THREE_MEGABYTES = 3_000_000;

    @Test
    void holds_the_agent_and_the_wrapper_and_nothing_where_lambda_or_java_would_look() throws IOException {
        try (ZipFile zip = new ZipFile(LayerZip.path().toFile())) {
            assertThat(Collections.list(zip.entries()))
                    .extracting(ZipEntry::getName)
                    .startsWith(WRAPPER, AGENT)
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(Stream.of(WRAPPER, AGENT), LEGAL.stream())
                            .toList());
            byte[] packed = zip.getInputStream(zip.getEntry(AGENT)).readAllBytes();
            assertThat(packed).isEqualTo(Files.readAllBytes(AgentJar.path()));
        }
    }

    @Test
    void may_be_run_and_read_by_everyone() throws IOException {
        try (FileSystem files =
                FileSystems.newFileSystem(LayerZip.path(), Map.of("enablePosixFileAttributes", "true"))) {
            assertThat(permissions(files.getPath(WRAPPER))).isEqualTo("rwxr-xr-x");
            assertThat(permissions(files.getPath(AGENT))).isEqualTo("rw-r--r--");
        }
    }

    @Test
    void has_the_licences_that_the_jar_has() throws IOException {
        try (ZipFile zip = new ZipFile(LayerZip.path().toFile());
                ZipFile jar = new ZipFile(AgentJar.path().toFile())) {
            for (String name : LEGAL) {
                String within = name.replace("connwake/", "META-INF/");
                assertThat(zip.getInputStream(zip.getEntry(name)).readAllBytes())
                        .as(name)
                        .isEqualTo(jar.getInputStream(jar.getEntry(within)).readAllBytes());
            }
        }
    }

    @Test
    void is_small_enough() throws IOException {
        assertThat(Files.size(LayerZip.path())).isLessThanOrEqualTo(THREE_MEGABYTES);
    }

    @Test
    void bears_the_time_of_the_release_and_not_of_the_build() throws IOException {
        try (ZipFile zip = new ZipFile(LayerZip.path().toFile())) {
            assertThat(Collections.list(zip.entries()))
                    .extracting(ZipEntry::getTimeLocal)
                    .containsOnly(java.time.LocalDateTime.of(2026, 11, 1, 0, 0));
        }
    }

    @Test
    void its_wrapper_has_no_line_ends_that_a_shell_would_stumble_over() throws IOException {
        try (ZipFile zip = new ZipFile(LayerZip.path().toFile())) {
            String wrapper =
                    new String(zip.getInputStream(zip.getEntry(WRAPPER)).readAllBytes(), UTF_8);
            assertThat(wrapper).startsWith("#!/bin/sh\n").doesNotContain("\r");
        }
    }

    private static String permissions(Path entry) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(entry));
    }
}
