package io.connwake.testing.faults;

import com.example.faults.FaultAgent;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;

/** The agent of {@code com.example.faults} and the class-file library that it needs, as a jar, made once. */
final class FaultJar {
    private static final Path MADE = make();

    private FaultJar() {}

    static Path path() {
        return MADE;
    }

    private static Path make() {
        try {
            Path jar = Files.createTempFile("faults-", ".jar");
            jar.toFile().deleteOnExit();
            try (JarOutputStream to = new JarOutputStream(Files.newOutputStream(jar), manifest(jar))) {
                copy(FaultAgent.class, to);
                copy(ClassReader.class, to);
            }
            return jar;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Manifest manifest(Path jar) {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(new Attributes.Name("Premain-Class"), FaultAgent.class.getName());
        attributes.put(new Attributes.Name("Boot-Class-Path"), jar.getFileName().toString());
        return manifest;
    }

    /** The classes of one package, from wherever this JVM has them. */
    private static void copy(Class<?> one, JarOutputStream to) throws IOException {
        String folder = one.getPackageName().replace('.', '/') + "/";
        Path from = location(one);
        if (Files.isDirectory(from)) {
            copyFiles(from, folder, to);
        } else {
            copyEntries(from, folder, to);
        }
    }

    private static void copyFiles(Path root, String folder, JarOutputStream to) throws IOException {
        try (Stream<Path> files = Files.list(root.resolve(folder))) {
            for (Path each : files.toList()) {
                to.putNextEntry(new JarEntry(folder + each.getFileName()));
                Files.copy(each, to);
            }
        }
    }

    private static void copyEntries(Path jar, String folder, JarOutputStream to) throws IOException {
        try (JarFile from = new JarFile(jar.toFile())) {
            List<JarEntry> classes = from.stream()
                    .filter(entry -> entry.getName().startsWith(folder)
                            && entry.getName().endsWith(".class")
                            && entry.getName().indexOf('/', folder.length()) < 0)
                    .toList();
            for (JarEntry each : classes) {
                to.putNextEntry(new JarEntry(each.getName()));
                try (InputStream in = from.getInputStream(each)) {
                    in.transferTo(to);
                }
            }
        }
    }

    private static Path location(Class<?> type) {
        try {
            return new File(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toPath();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
