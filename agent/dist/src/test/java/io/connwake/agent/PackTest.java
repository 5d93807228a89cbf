package io.connwake.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Zips in zips are read where they lie, however they were packed. */
class PackTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"stored in stored", "stored in deflated", "deflated in stored", "deflated in deflated"})
    void every_entry_is_found(String how) throws IOException {
        Map<String, byte[]> classes = new LinkedHashMap<>();
        for (int i = 0; i < 500; i++) {
            classes.put("io/connwake/a/Class" + i + ".classdata", bytes("content " + i));
            classes.put("io/connwake/b/Class" + i + ".classdata", bytes(""));
        }
        byte[] inner = zip(classes, how.startsWith("stored"), "");
        Map<String, byte[]> entries = Map.of("x", bytes("resource"), "inner.zip", inner);
        Pack jar = Pack.of(file(zip(entries, how.endsWith("stored"), "a comment")));
        Pack pack = jar.open("inner.zip");
        for (Map.Entry<String, byte[]> each : classes.entrySet()) {
            assertThat(pack.read(each.getKey())).isEqualTo(each.getValue());
        }
        assertThat(jar.read("x")).isEqualTo(bytes("resource"));
        assertThat(jar.contains("x")).isTrue();
        assertThat(jar.contains("y")).isFalse();
        assertThat(pack.read("io/connwake/a/Class500.classdata")).isNull();
        assertThatThrownBy(() -> jar.open("y")).isInstanceOf(FileNotFoundException.class);
    }

    @Test
    void an_empty_one_has_nothing() throws IOException {
        assertThat(Pack.of(file(zip(Map.of(), true, ""))).read("x")).isNull();
    }

    @Test
    void what_is_no_zip_is_an_error() {
        assertThatThrownBy(() -> Pack.of(file(bytes("x".repeat(70_000))))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> Pack.of(file(bytes("")))).isInstanceOf(IOException.class);
    }

    @Test
    void one_that_was_cut_short_is_an_error() throws IOException {
        byte[] whole = zip(Map.of("x", bytes("resource"), "y", bytes("another")), true, "");
        byte[] cut = Arrays.copyOfRange(whole, 20, whole.length);
        assertThatThrownBy(() -> Pack.of(file(cut)).read("x")).isInstanceOf(IOException.class);
    }

    private File file(byte[] content) throws IOException {
        return Files.write(directory.resolve("some.jar"), content).toFile();
    }

    private static byte[] zip(Map<String, byte[]> entries, boolean stored, String comment) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setComment(comment);
            for (Map.Entry<String, byte[]> each : entries.entrySet()) {
                ZipEntry entry = new ZipEntry(each.getKey());
                if (stored) {
                    CRC32 sum = new CRC32();
                    sum.update(each.getValue());
                    entry.setMethod(ZipEntry.STORED);
                    entry.setSize(each.getValue().length);
                    entry.setCrc(sum.getValue());
                }
                zip.putNextEntry(entry);
                zip.write(each.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
